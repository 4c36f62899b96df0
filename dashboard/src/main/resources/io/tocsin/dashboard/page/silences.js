// Silences: which there are, and with a token new ones and the end of old ones. What is silenced stays on the page and says so.
import { now, timed } from './clock.js';
import { scrolling, table } from './panel.js';
import { element, plural, when } from './view.js';
import { standing, take } from './silenced.js';

const HOURS = [[1, '1 hour'], [4, '4 hours'], [24, '1 day'], [72, '3 days'], [168, '7 days']];

let live = '';
let writable = false;

const ask = async (address, options = {}) => {
  const response = timed(await fetch(address, { ...options, headers: { accept: 'application/json', ...options.headers } }));
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(json.detail || `the server answers ${response.status}`);
  return json;
};

const field = (id, text, input) => {
  const label = element('label', '', text);
  label.htmlFor = id;
  input.id = id;
  return [label, input];
};

const input = (type, most) => {
  const made = element('input', '');
  made.type = type;
  made.maxLength = most;
  made.autocomplete = 'off';
  return made;
};

const rule = input('text', 300);
const scoped = input('checkbox', 1);
const scope = input('text', 300);
const alert = input('text', 300);
const severity = input('text', 300);
const length = element('select', '', ...HOURS.map(([hours, text]) => new Option(text, hours)));
const author = input('text', 100);
const comment = input('text', 500);
const token = input('password', 520);
const button = element('button', '', 'Silence');
button.type = 'submit';
const said = element('p', '');
said.setAttribute('role', 'status');

const heading = element('h2', '', 'Silences');
heading.id = 'silences-title';
const glance = element('p', 'glance', 'loading …');
glance.setAttribute('role', 'status');
const rows = element('div', 'rows');
const form = element('form', 'silence', ...field('silence-rule', 'Rule', rule), ...field('silence-scoped', 'only in this scope (empty: overall)', scoped),
  ...field('silence-scope', 'Scope', scope), ...field('silence-alert', 'Alert id', alert), ...field('silence-severity', 'Severity', severity),
  ...field('silence-length', 'For', length), ...field('silence-author', 'Your name', author), ...field('silence-comment', 'Why', comment),
  ...field('silence-token', 'Token', token), button);
form.autocomplete = 'off';
form.setAttribute('aria-label', 'Silence alerts');
const details = element('details', 'as-table', element('summary', '', 'Silence alerts'), element('p', 'note',
  'What is named has to agree; what is empty does not matter. Receivers are not told of such alerts for that time. Counting and this page go on.'), form);
details.hidden = true;
const section = element('section', 'silences', heading, glance, rows, details, said);
section.setAttribute('aria-labelledby', heading.id);
document.querySelector('main').append(section);

const tell = (text, failed = false) => {
  said.className = failed ? 'failed' : '';
  said.textContent = text;
};

const about = silence => [['rule', silence.ruleId], ['scope', silence.scope === '' ? 'overall' : silence.scope], ['alert', silence.alertId], ['severity', silence.severity]]
  .filter(([, value]) => value !== null).map(([name, value]) => `${name} ${value}`).join(', ');

const change = async (address, body, done) => {
  if (!token.value.trim()) {
    details.open = true;
    tell('It takes a token.', true);
    token.focus();
    return;
  }
  tell('…');
  try {
    const silence = await ask(address, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${token.value.trim()}` },
    });
    tell(done(silence));
    await look();
  } catch (failed) {
    tell(`Not changed: ${failed.message}`, true);
  }
};

const end = silence => {
  const made = element('button', '', 'End');
  made.type = 'button';
  made.setAttribute('aria-label', `End the silence of ${about(silence)}`);
  made.addEventListener('click', () => change(`api/silences/${encodeURIComponent(silence.silenceId)}/expire`, {}, () => `The silence of ${about(silence)} is over.`));
  return made;
};

const row = silence => [about(silence), when(silence.startsAt), when(silence.endsAt), silence.author, silence.comment, writable ? end(silence) : ''];

let seen = '';
const show = answer => {
  const all = standing();
  const text = JSON.stringify([answer, all.length]);
  if (text === seen) return;
  seen = text;
  glance.textContent = answer.state === 'unreadable' ? `They cannot be read: ${answer.detail}`
    : all.length ? `${plural(all.length, 'silence')}: receivers are not told of these alerts.` : 'Nothing is silenced.';
  glance.dataset.state = answer.state === 'unreadable' ? 'bad' : 'none';
  details.hidden = !writable;
  rows.replaceChildren(...(all.length ? [scrolling('Silences', table('The one first that ends last',
    ['of', 'from', 'to', 'by', 'why', 'end it'], all.map(row)))] : []));
};

async function look() {
  const answer = await ask('api/silences');
  writable = answer.writable;
  take(answer, live);
  show(answer);
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const body = { endsAt: new Date(now() + Number(length.value) * 3600000).toISOString(), author: author.value.trim(), comment: comment.value.trim() };
  [['ruleId', rule], ['alertId', alert], ['severity', severity]].forEach(([name, made]) => { if (made.value.trim()) body[name] = made.value.trim(); });
  if (scoped.checked) body.scope = scope.value.trim();
  change('api/silences', body, silence => `Silenced: ${about(silence)}.`);
});

// the button of an alert fills the form in
document.addEventListener('silence', ({ detail }) => {
  rule.value = detail.ruleId;
  scoped.checked = true;
  scope.value = detail.scope;
  alert.value = detail.alertId;
  severity.value = '';
  details.open = true;
  tell('');
  (token.value ? comment : token).focus();
});

document.addEventListener('board', ({ detail }) => { live = detail; look().catch(() => {}); });
document.addEventListener('beat', () => { if (live) look().catch(() => {}); });
