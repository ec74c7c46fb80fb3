// node accessibility.mjs <url> <token> <link to the mailbox> <folder for chromium> [<folder for pictures>]
// Opens every page of the program in Chromium, looks at it wide and narrow, light and dark, with axe, and prints its name; and what is
// wrong with it: rules of WCAG 2.1 A and AA, words that stand out of a narrow window, and what the browser complains about.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [url, token, mailbox, folder, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const WIDTHS = [1280, 320];
const SCHEMES = ['light', 'dark'];
const OF_OTHERS = { 'calls to try': '.swagger-ui' };

class Browser {
  #next = 0;
  #waiting = new Map();
  #events = [];
  #rest = '';
  complaints = [];

  constructor() {
    this.process = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
      '--hide-scrollbars', '--disable-background-networking', '--disable-component-update', `--user-data-dir=${folder}`,
      '--remote-debugging-pipe', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.process.on('error', (error) => { throw error; });
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => this.#read(text));
  }

  /** Messages end with a zero. */
  #read(text) {
    const parts = (this.#rest + text).split('\0');
    this.#rest = parts.pop();
    for (const message of parts.map((part) => JSON.parse(part))) {
      if (message.id !== undefined) {
        const { resolve, reject } = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        message.error ? reject(new Error(JSON.stringify(message.error))) : resolve(message.result);
      } else {
        if (message.method === 'Log.entryAdded') this.complaints.push(message.params.entry.text);
        this.#events = this.#events.filter((event) => !(event.method === message.method && event.done(message.params)));
      }
    }
  }

  send(method, params = {}) {
    const id = ++this.#next;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0');
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  event(method) {
    return new Promise((resolve) => this.#events.push({ method, done: (params) => (resolve(params), true) }));
  }

  async open() {
    const { targetInfos } = await this.send('Target.getTargets');
    const { targetId } = targetInfos.find((target) => target.type === 'page');
    this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await this.send('Page.enable');
    await this.send('Log.enable');
  }

  async visit(address) {
    const loaded = this.event('Page.loadEventFired');
    await this.send('Page.navigate', { url: address });
    await loaded;
  }

  async submit() {
    const loaded = this.event('Page.loadEventFired');
    await this.evaluate("document.querySelector('button').click()");
    await loaded;
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  async until(expression) {
    while (!(await this.evaluate(expression))) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const browser = new Browser();
await browser.open();

/** Looks at the page that is open, as it is. */
async function look(name) {
  await browser.evaluate(`${axe};true`);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await browser.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
      await browser.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      const where = `${name}, ${width} px, ${scheme}`;
      const context = { include: [['html']], exclude: OF_OTHERS[name] ? [[OF_OTHERS[name]]] : [] };
      const found = await browser.evaluate(`axe.run(${JSON.stringify(context)}, ${JSON.stringify({
        runOnly: { type: 'tag', values: RULES }, resultTypes: ['violations'] })}).then((result) => result.violations.flatMap(
          (rule) => rule.nodes.map((node) => rule.id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`);
      found.forEach((fault) => console.log(`fault: ${where}: ${fault.replaceAll('\n', ' ')}`));
      const wide = await browser.evaluate('document.documentElement.scrollWidth');
      if (wide > width) console.log(`fault: ${where}: ${wide} px wide`);
      if (pictures) {
        const { data } = await browser.send('Page.captureScreenshot', { format: 'png' });
        mkdirSync(pictures, { recursive: true });
        writeFileSync(join(pictures, `${where.replaceAll(/[^a-z0-9]+/g, '-')}.png`), Buffer.from(data, 'base64'));
      }
    }
  }
  browser.complaints.splice(0).filter((text) => !/status of [45]\d\d/.test(text)).forEach((text) => console.log(`fault: ${name}: ${text}`));
  console.log(name);
}

/** The newest link of the mailbox to a page. */
async function link(page) {
  await browser.visit(mailbox);
  const address = `document.querySelector('a.open[href*="/ui/login/mail/${page}"]')?.href`;
  while (!(await browser.evaluate(address))) await browser.visit(mailbox);
  return browser.evaluate(address);
}

const EMAIL = '/resources/v3alpha/users/demo/email';
const verification = (parameters) => browser.visit(`${url}/ui/login/mail/verification?${parameters}`);
try {
  await browser.visit('data:text/html,<p style="color:%23ccc;width:2000px">pale and wide');
  await look('page with faults');
  await browser.visit(`${url}/`);
  await look('first page');
  await browser.visit(`${url}/dev/api`);
  await browser.until("document.querySelector('.swagger-ui .opblock') !== null");
  await look('calls to try');
  await browser.visit(mailbox);
  await look('empty mailbox');

  await call('PUT', EMAIL, { address: 'a-rather-long-name-of-somebody-with-an-address@a-rather-long-name-of-a-host.example.com' });
  const verify = await link('verification');
  await call('PUT', '/resources/v3alpha/users/demo/phone', { number: '+41791234567' });
  await browser.visit(mailbox);
  while ((await browser.evaluate("document.querySelectorAll('article').length")) < 2) await browser.visit(mailbox);
  await look('mailbox');
  await browser.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
  await look('mailbox with texts');

  await verification('');
  await look('link that is none');
  await verification('userID=demo&code=WRONG1&orgID=default');
  await look('link with a wrong code');
  await browser.submit();
  await look('wrong code');
  for (const language of ['de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl']) {
    await browser.visit(`${verify}&lang=${language}`);
    if ((await browser.evaluate('document.documentElement.lang')) !== language) throw new Error(`not in ${language}`);
    await look(`question in ${language}`);
  }
  await browser.visit(verify);
  await look('question whether the address is right');
  await browser.submit();
  await look('verified');

  await call('PUT', EMAIL, { address: 'other@example.com', isVerified: true });
  const undo = await link('undo');
  await browser.visit(`${url}/ui/login/mail/undo?token=none`);
  await look('link that undoes nothing');
  await browser.visit(undo);
  await look('question whether to undo');
  await browser.submit();
  await look('undone');
} finally {
  await browser.send('Browser.close').catch(() => {});
}
