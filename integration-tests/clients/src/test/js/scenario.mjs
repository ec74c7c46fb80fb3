// What every client does, whatever it is made of. A client is
//   call(method, request, metadata) -> { message, headers }, or throws { code, text, details }
//   struct(object), unstruct(value): the user's data in the client's own notation.
// Each step that is done is told to done(name), so that a step that did not run is missed.

export const STEPS = [
  'create a user and get the code back',
  'redeem the code',
  'read the user',
  'change the data of the version that was read',
  'be refused with an old version',
  'be told which member of the data is wrong',
  'be told that a user is unknown',
  'be told that nobody is known without a token',
  'be told that a number does not fit',
];

function equal(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

async function refusal(call) {
  try {
    await call;
  } catch (failure) {
    if (failure.code === undefined) {
      throw failure;
    }
    return failure;
  }
  throw new Error('not refused');
}

export async function run(client, id, token, done) {
  const authorized = { authorization: `Bearer ${token}` };

  const created = await client.call('CreateUser', {
    organization: { orgId: 'default' },
    user: {
      schemaId: 'people',
      userId: id,
      data: client.struct({ name: 'Mini', size: 7, nested: { list: [1, null, 'ä', false] } }),
      contact: { email: { address: 'mini@mouse.example', returnCode: {} } },
    },
  }, authorized);
  equal(created.message.details.id, id, 'id');
  equal(created.message.details.owner.type, 'OWNER_TYPE_ORG', 'owner');
  equal(/^[A-Z0-9]{6}$/.test(created.message.emailCode), true, 'code');
  done(STEPS[0]);

  await client.call('VerifyContactEmail', { id, verificationCode: created.message.emailCode }, authorized);
  done(STEPS[1]);

  const read = await client.call('GetUser', { id }, authorized);
  equal(read.message.user.contact.email, { address: 'mini@mouse.example', isVerified: true }, 'contact');
  const data = client.unstruct(read.message.user.data);
  equal([data.name, data.size, data.nested], ['Mini', 7, { list: [1, null, 'ä', false] }], 'data');
  equal(read.message.user.state, 'USER_STATE_ACTIVE', 'state');
  done(STEPS[2]);

  const tag = read.headers.get('etag');
  equal(typeof tag, 'string', 'entity tag');
  const change = { id, user: { data: client.struct({ name: 'Minnie' }) } };
  await client.call('PatchUser', change, { ...authorized, 'if-match': tag });
  done(STEPS[3]);

  const again = { id, user: { data: client.struct({ name: 'Other' }) } };
  const outdated = await refusal(client.call('PatchUser', again, { ...authorized, 'if-match': tag }));
  equal([outdated.code, outdated.details[0].id], [10, 'KITH-VERSION'], 'old version');
  done(STEPS[4]);

  const wrong = await refusal(
    client.call('PatchUser', { id, user: { data: client.struct({ name: 5 }) } }, authorized));
  equal(
    [wrong.code, wrong.details[0].id, wrong.details[0].message],
    [9, 'COMMAND-SlKXqLSeL6', 'Data invalid for User Schema'],
    'wrong data');
  equal(wrong.text, 'Data invalid for User Schema (COMMAND-SlKXqLSeL6)', 'text');
  const violation = wrong.details[1].fieldViolations[0];
  equal([violation.field, violation.reason], ['/name', 'TYPE'], 'violation');
  done(STEPS[5]);

  const unknown = await refusal(
    client.call('SetContactEmail', { id: 'nobody', email: { address: 'a@b.example' } }, authorized));
  equal([unknown.code, unknown.details[0].id], [5, 'COMMAND-nJ0TQFuRmP'], 'unknown user');
  done(STEPS[6]);

  const stranger = await refusal(client.call('GetUser', { id }, {}));
  equal([stranger.code, stranger.text, stranger.details], [16, 'auth header missing', []], 'stranger');
  done(STEPS[7]);

  const large = await refusal(
    client.call('PatchUser', { id, user: { data: client.struct({ name: 'x', size: 2 ** 53 }) } }, authorized));
  equal([large.code, large.details[0].id], [3, 'KITH-NUMBER'], 'large number');
  done(STEPS[8]);
}
