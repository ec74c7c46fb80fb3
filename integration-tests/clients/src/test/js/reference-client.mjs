// Every call that is served, as the reference's own client (@zitadel/client) makes it, over whatever transport it is given.
import { createUserSchemaServiceClient, createUserServiceClient } from '@zitadel/client/v3alpha';
import { Code, ConnectError } from '@connectrpc/connect';
import { ErrorDetailSchema } from '@zitadel/proto/zitadel/message_pb.js';
import { ZITADELUsers } from '@zitadel/proto/zitadel/resources/user/v3alpha/user_service_pb.js';

const ORGANIZATION = { property: { case: 'orgId', value: 'default' } };
const CODE = /^[A-Z0-9]{6}$/;
const ACTIVE = 1;
const SERVED = [
  'SearchUsers', 'GetUser', 'CreateUser', 'PatchUser', 'DeactivateUser', 'ActivateUser', 'LockUser', 'UnlockUser', 'DeleteUser',
  'SetContactEmail', 'VerifyContactEmail', 'ResendContactEmailCode',
  'SetContactPhone', 'VerifyContactPhone', 'ResendContactPhoneCode',
];

function equal(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

function code(text, what) {
  if (!CODE.test(text ?? '')) {
    throw new Error(`${what}: ${text} is no code`);
  }
  return text;
}

async function refusal(call) {
  try {
    await call;
  } catch (failure) {
    if (failure instanceof ConnectError) {
      return failure;
    }
    throw failure;
  }
  throw new Error('not refused');
}

/** The id of an error, by the type that the reference's own packages have for it. */
function errorId(failure) {
  return failure.findDetails(ErrorDetailSchema).map((detail) => detail.id);
}

/** The first violation; google.rpc.BadRequest is in none of the reference's packages. */
function violation(types, failure) {
  const { field, reason } = failure.findDetails(types.getMessage('google.rpc.BadRequest'))[0].fieldViolations[0];
  return [field, reason];
}

async function contacts(users, id) {
  const email = await users.setContactEmail(
    { id, email: { address: 'other@mouse.example', verification: { case: 'returnCode', value: {} } } });
  code(email.verificationCode, 'code for the e-mail');
  const emailAgain = await users.resendContactEmailCode({ id, verification: { case: 'returnCode', value: {} } });
  await users.verifyContactEmail({ id, verificationCode: code(emailAgain.verificationCode, 'second code for the e-mail') });

  const phone = await users.setContactPhone(
    { id, phone: { number: '+41791234567', verification: { case: 'returnCode', value: {} } } });
  code(phone.verificationCode, 'code for the phone');
  const phoneAgain = await users.resendContactPhoneCode({ id, verification: { case: 'returnCode', value: {} } });
  await users.verifyContactPhone({ id, verificationCode: code(phoneAgain.verificationCode, 'second code for the phone') });

  const { contact } = (await users.getUser({ id })).user;
  equal(
    [contact.email.address, contact.email.isVerified, contact.phone.number, contact.phone.isVerified],
    ['other@mouse.example', true, '+41791234567', true],
    'contact');
}

async function states(users, id) {
  await users.deactivateUser({ id });
  await users.activateUser({ id });
  await users.lockUser({ id });
  await users.unlockUser({ id });
  equal((await users.getUser({ id })).user.state, ACTIVE, 'state');
}

async function versions(users, types, id) {
  let tag;
  const read = await users.getUser({ id }, { onHeader: (headers) => { tag = headers.get('etag'); } });
  equal(read.user.data, { name: 'Mini', size: 1.5, nested: { list: [1, null, 'ä', false] } }, 'data');
  await users.patchUser({ id, user: { data: { name: 'Minnie' } } }, { headers: { 'if-match': tag } });
  const outdated = await refusal(
    users.patchUser({ id, user: { data: { name: 'Other' } } }, { headers: { 'if-match': tag } }));
  equal([outdated.code, errorId(outdated)], [Code.Aborted, ['KITH-VERSION']], 'old version');
}

async function errors(users, types, id) {
  const unknown = await refusal(users.lockUser({ id: 'nobody' }));
  equal(
    [unknown.code, unknown.rawMessage, errorId(unknown)],
    [Code.NotFound, 'User could not be found (COMMAND-G4LOrnjY7q)', ['COMMAND-G4LOrnjY7q']],
    'unknown user');
  const wrong = await refusal(users.patchUser({ id, user: { data: { name: 5 } } }));
  equal(
    [wrong.code, errorId(wrong), violation(types, wrong)],
    [Code.FailedPrecondition, ['COMMAND-SlKXqLSeL6'], ['/name', 'TYPE']],
    'wrong data');
  const large = await refusal(users.patchUser({ id, user: { data: { name: 'x', size: 2 ** 53 } } }));
  equal([large.code, errorId(large)], [Code.InvalidArgument, ['KITH-NUMBER']], 'large number');
}

async function schemaCalls(schemas, types, id) {
  const type = `Type of ${id}`;
  const created = await schemas.createUserSchema(
    { userSchema: { type, dataType: { case: 'schema', value: { type: 'object', properties: { a: { type: 'string' } } } } } });
  const schema = created.details.id;
  const patched = await schemas.patchUserSchema(
    { id: schema, userSchema: { dataType: { case: 'schema', value: { type: 'object' } } } });
  equal(patched.details.id, schema, 'id of the schema');
  const read = (await schemas.getUserSchema({ id: schema })).userSchema;
  equal([read.config.type, read.config.dataType.value, read.revision], [type, { type: 'object' }, 2], 'schema');
  const found = await schemas.searchUserSchemas(
    { query: { limit: 10, offset: 0n }, filters: [{ Filter: { case: 'typeFilter', value: { type } } }] });
  equal(
    [found.details.totalResult.toString(), found.result.map((one) => one.details.id)], ['1', [schema]], 'search for schemas');
  await schemas.deactivateUserSchema({ id: schema });
  await schemas.reactivateUserSchema({ id: schema });

  const broken = await refusal(
    schemas.createUserSchema({ userSchema: { type: `${type}!`, dataType: { case: 'schema', value: { type: 'thing' } } } }));
  equal(
    [broken.code, errorId(broken), violation(types, broken)],
    [Code.InvalidArgument, ['COMMA-W21tg'], ['/type', 'META_SCHEMA']],
    'invalid schema');
  const taken = await refusal(
    schemas.createUserSchema({ userSchema: { type, dataType: { case: 'schema', value: {} } } }));
  equal([taken.code, errorId(taken)], [Code.AlreadyExists, ['V3-DKcYh']], 'taken type');
  await schemas.deleteUserSchema({ id: schema });
}

/** Makes every call but the search for users; tells each step to done. */
export async function runReference(transport, types, id, done) {
  const users = createUserServiceClient(transport);

  const created = await users.createUser({
    organization: ORGANIZATION,
    user: {
      schemaId: 'people',
      userId: id,
      data: { name: 'Mini', size: 1.5, nested: { list: [1, null, 'ä', false] } },
      contact: { email: { address: 'mini@mouse.example', verification: { case: 'returnCode', value: {} } } },
    },
  });
  equal([created.details.id, created.details.owner.id], [id, 'default'], 'details');
  await users.verifyContactEmail({ id, verificationCode: code(created.emailCode, 'first code') });
  done('create a user');

  await versions(users, types, id);
  done('change a version');

  await contacts(users, id);
  done('set, verify and resend');

  await states(users, id);
  done('change the state');

  await errors(users, types, id);
  done('find the details of errors by their types');

  await schemaCalls(createUserSchemaServiceClient(transport), types, id);
  done('manage schemas');

  const unserved = ZITADELUsers.methods.filter((method) => !SERVED.includes(method.name));
  for (const method of unserved) {
    const refused = await refusal(users[method.localName]({}));
    equal(
      [refused.code, refused.rawMessage], [Code.Unimplemented, `method ${method.name} not implemented`], method.name);
  }
  done(`be told that ${unserved.length} calls are not served`);

  await users.deleteUser({ id });
  equal((await refusal(users.getUser({ id }))).code, Code.NotFound, 'deleted user');
  done('delete the user');
}

/** Makes a user and finds it. */
export async function runSearch(transport, id, done) {
  const users = createUserServiceClient(transport);
  await users.createUser({ organization: ORGANIZATION, user: { schemaId: 'people', userId: id, data: { name: 'Mini' } } });
  const found = await users.searchUsers({
    query: { limit: 10, offset: 0n },
    filters: [{ Filter: { case: 'userIdFilter', value: { id } } }],
  });
  equal([found.details.totalResult.toString(), found.result.map((user) => user.details.id)], ['1', [id]], 'search for users');
  done('search for users');
}
