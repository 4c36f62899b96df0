// Rules: those in effect, one of them tried on the last days as it is written, and, with a token, applied.
import { showProblems } from './marks.js';
import { element, excerpt, headline, place, plural, short, span, when } from './view.js';

const PAGE = 50;
const TYPING = 350;
const AGAIN = 1500;
const BARS = 336;
const HOUR = 3600000;
const NEW = 'id: new-rule\nmatch: word OR "two words"\nscope: country\n';

const byId = id => document.getElementById(id);
const client = `page-${[...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(16)).join('')}`;
let offset = 0;
let total = 0;
let chosen = null;
let listing = 0;

class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || `the server answers ${status}`);
    this.status = status;
    this.type = problem.type || '';
    this.problems = problem.problems || [];
  }
}

const ask = async (address, options = {}) => {
  const response = await fetch(address, { ...options, headers: { accept: 'application/json', ...options.headers } });
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, json);
  return json;
};

const post = (address, body, options = {}) => ask(address, {
  method: 'POST', body: JSON.stringify(body), signal: options.signal, headers: { 'content-type': 'application/json', ...options.headers },
});

const ruleAddress = id => `api/rules/${encodeURIComponent(id)}`;

const badges = rule => [
  rule.enabled ? '' : element('span', 'badge status', 'disabled'),
  rule.shadow ? element('span', 'badge status', 'on trial') : '',
];

const entry = rule => {
  const button = element('button', '', element('strong', '', rule.ruleId), ' ', ...badges(rule),
    element('span', 'match', rule.match || `whatever ${rule.scope} there is`, rule.description ? ` · ${rule.description}` : ''));
  button.type = 'button';
  if (chosen && chosen.ruleId === rule.ruleId) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => choose(rule.ruleId));
  return element('li', '', button);
};

const list = async () => {
  listing += 1;
  const mine = listing;
  try {
    const found = await ask(`api/rules?${new URLSearchParams({ text: byId('find-text').value.trim(), offset, limit: PAGE })}`);
    if (mine !== listing) return;
    total = found.total;
    byId('rules').replaceChildren(...found.rules.map(entry));
    byId('rules-count').textContent = `(${total.toLocaleString()})`;
    byId('rules-note').textContent = [
      total ? `${offset + 1} to ${offset + found.rules.length} of ${total.toLocaleString()}` : 'No rule.',
      found.unreadable.length ? `${plural(found.unreadable.length, 'record')} cannot be read: ${found.unreadable.join(', ')}` : '',
    ].filter(text => text).join('. ');
    byId('before').disabled = offset === 0;
    byId('after').disabled = offset + found.rules.length >= total;
    byId('change').hidden = !found.writable;
    byId('readonly').hidden = found.writable;
  } catch (failed) {
    if (mine === listing) byId('rules-note').textContent = `The rules cannot be told: ${failed.message}`;
  }
};

const turn = by => { offset = Math.max(0, offset + by); list(); };

const offerSwitch = () => {
  byId('switch').disabled = !chosen;
  byId('switch').textContent = chosen && !chosen.enabled ? 'Enable' : 'Disable';
};

const take = rule => {
  chosen = rule;
  byId('yaml').value = rule ? rule.yaml : NEW;
  offerSwitch();
};

const tell = (text, failed = false) => {
  byId('changed').className = failed ? 'failed' : '';
  byId('changed').textContent = text;
};

let picking = 0;

// what is written meanwhile stays
const choose = async id => {
  picking += 1;
  const mine = picking;
  try {
    const rule = await ask(ruleAddress(id));
    if (mine !== picking) return;
    take(rule);
    tell('');
    list();
    attempt();
    byId('yaml').focus();
  } catch (failed) {
    tell(`The rule cannot be told: ${failed.message}`, true);
  }
};

const SVG = 'http://www.w3.org/2000/svg';

const svg = (tag, attributes) => {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
};

// one bar an hour; of more hours than there is room for, so many together
const chart = trial => {
  if (!trial.hours.length) return [];
  const from = Math.floor(Date.parse(trial.from) / HOUR);
  const hours = Math.max(1, Math.floor(Date.parse(trial.until) / HOUR) - from + 1);
  const together = Math.ceil(hours / BARS);
  const bars = new Map();
  trial.hours.forEach(({ at, posts }) => {
    const bar = Math.floor((Date.parse(at) / HOUR - from) / together);
    bars.set(bar, (bars.get(bar) || 0) + posts);
  });
  const most = Math.max(...bars.values());
  const width = Math.ceil(hours / together);
  const drawn = svg('svg', { class: 'hours', viewBox: `0 0 ${width} 100`, preserveAspectRatio: 'none', role: 'img' });
  drawn.setAttribute('aria-label', `Posts that count, by time: at most ${most} in ${plural(together, 'hour')}`);
  bars.forEach((count, bar) => drawn.append(svg('rect', { x: bar + 0.1, width: 0.8, y: 100 - (95 * count) / most, height: (95 * count) / most })));
  return [drawn, element('p', 'note', `Posts that count, from `, when(trial.from), ' to ', when(trial.until), `; the highest bar is ${most} in ${plural(together, 'hour')}.`)];
};

const LEVELS = ['critical', 'warning'];

const rang = alert => element('li', `tried ${LEVELS.includes(alert.severity) ? alert.severity : ''}`,
  element('strong', '', place(alert)), ` · ${alert.severity || 'no severity'} · from `, when(alert.openedAt),
  ...(alert.endedAt ? [` to `, when(alert.endedAt), alert.status === 'RETRACTED' ? ', taken back' : ''] : [', goes on']),
  element('div', 'facts', `${alert.observed} in ${span(alert.windowMillis)}, ${short(alert.expected)} expected · ${plural(alert.sources, 'source')} · at most ${alert.peak}`),
  element('div', '', alert.summary));

const match = found => element('li', '', headline(found),
  element('div', 'from', `${found.source} · `, when(found.seenAt), found.counts ? '' : ' · does not count', found.contexts.length ? ` · ${found.contexts.join(', ')}` : ''),
  excerpt(found));

const heading = (id, shown, of) => {
  byId(id).hidden = of === 0;
  byId(id).querySelector('.count').textContent = shown < of ? `(${shown} of ${of})` : `(${of})`;
};

const summary = trial => [
  trial.alertsInAll ? `It would have rung ${plural(trial.alertsInAll, 'time')}` : 'It would not have rung',
  trial.cut ? ', or more often' : '',
  ` on ${plural(trial.posts, 'post')}, of which ${trial.matching.toLocaleString()} match.`,
  trial.full ? ' There are more posts than are kept for trials.' : '',
  trial.complete ? '' : ' Posts are still being read; this goes on.',
  trial.posts ? ' Alerts at the beginning know no usual yet.' : '',
].join('');

const show = trial => {
  byId('trial').textContent = summary(trial);
  byId('hours').replaceChildren(...chart(trial));
  byId('rang').replaceChildren(...trial.alerts.map(rang));
  byId('matches').replaceChildren(...trial.matches.map(match));
  heading('rang-title', trial.alerts.length, trial.alertsInAll);
  heading('matches-title', trial.matches.length, trial.matching);
};

const nothing = text => {
  byId('trial').textContent = text;
  ['hours', 'rang', 'matches'].forEach(id => byId(id).replaceChildren());
  ['rang-title', 'matches-title'].forEach(id => { byId(id).hidden = true; });
};

let running = null;
let waiting = 0;

// a newer trial ends the one before, here and on the server
const attempt = async () => {
  clearTimeout(waiting);
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const yaml = byId('yaml').value;
  if (!yaml.trim()) { showProblems([]); nothing('Choose a rule or write one.'); return; }
  try {
    const trial = await post('api/rules/trial', { client, yaml }, { signal: mine.signal });
    if (running !== mine) return;
    showProblems(trial.problems);
    if (trial.problems.length) { nothing(`Not tried: ${plural(trial.problems.length, 'problem')}.`); return; }
    show(trial);
    if (!trial.complete) waiting = setTimeout(attempt, AGAIN);
  } catch (failed) {
    if (running !== mine || failed.name === 'AbortError' || failed.type?.endsWith(':superseded')) return;
    nothing(`It could not be tried: ${failed.message}`);
  }
};

const change = async (address, body, done) => {
  const token = byId('token').value.trim();
  if (!token) { tell('It takes a token.', true); byId('token').focus(); return; }
  tell('…');
  const before = byId('yaml').value;
  try {
    const written = await post(address, body, { headers: { authorization: `Bearer ${token}` } });
    if (byId('yaml').value === before) take(written.rule);
    else { chosen = written.rule; offerSwitch(); }
    tell(done(written));
    list();
    attempt();
  } catch (failed) {
    showProblems(failed.problems || []);
    tell(failed.type?.endsWith(':conflict') ? `Not changed, for it is another by now: ${failed.message}. Choose it again to see it.` : `Not changed: ${failed.message}`, true);
  }
};

const DONE = { added: 'Added', changed: 'Changed; a new baseline begins', relabelled: 'Changed; its baseline goes on', unchanged: 'Nothing had to be changed' };

const apply = () => {
  const yaml = byId('yaml').value;
  const id = /^\s*(?:-\s*)?id:\s*["']?([A-Za-z0-9._-]+)/m.exec(yaml)?.[1];
  const replaces = chosen && chosen.ruleId === id ? chosen.stamp : '';
  return change('api/rules', { yaml, replaces }, written => `${DONE[written.change]}: ${written.rule.ruleId}, version ${written.rule.version}, set ${written.set}.`);
};

const toggle = () => {
  const verb = chosen.enabled ? 'disable' : 'enable';
  return change(`${ruleAddress(chosen.ruleId)}/${verb}`, { replaces: chosen.stamp }, written => `${written.rule.ruleId} is ${verb}d, set ${written.set}.`);
};

let typing = 0;
byId('yaml').addEventListener('input', () => { picking += 1; clearTimeout(typing); typing = setTimeout(attempt, TYPING); });
let searching = 0;
byId('find-text').addEventListener('input', () => { clearTimeout(searching); searching = setTimeout(() => { offset = 0; list(); }, 150); });
byId('find').addEventListener('submit', event => event.preventDefault());
byId('before').addEventListener('click', () => turn(-PAGE));
byId('after').addEventListener('click', () => turn(PAGE));
byId('new').addEventListener('click', () => { picking += 1; take(null); tell(''); list(); attempt(); byId('yaml').focus(); });
byId('change').addEventListener('submit', event => { event.preventDefault(); apply(); });
byId('switch').addEventListener('click', toggle);

list();
