// Keeps the page as the alerts are: looks at the board, then follows the events; after a break it does both again.
import { timed } from './clock.js';
import { timeline } from './timeline.js';
import { card, keyOf, title } from './view.js';

const MOST = { open: 500, ended: 50 };
const STEP = 100;
const UNSEEN = 250;
const QUIET = 20000;
const AGAIN = 3000;

const byId = id => document.getElementById(id);
const items = new Map();
const cards = new Map();
const fresh = new Set();
let live = '';
let totals = { open: 0, ended: 0 };
let looking = 0;
let room = STEP;
let meanwhile = null;
let source = null;
let lastSign = 0;

const part = item => (item.alert.status === 'OPEN' ? 'open' : 'ended');

const tell = (state, text) => {
  const line = byId('connection');
  if (line.dataset.state === state && line.textContent === text) return;
  line.dataset.state = state;
  line.textContent = text;
};

const answer = async address => {
  const response = timed(await fetch(address, { headers: { accept: 'application/json' } }));
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
};

const wanted = () => ({ text: byId('text').value.trim(), namespace: byId('namespace').value });

const list = (statuses, limit) => answer(`api/alerts?${new URLSearchParams({ status: statuses, limit, evidence: 'false', ...wanted() })}`);

const detail = async (key, made) => {
  const item = items.get(key);
  if (!item) return;
  try {
    made.show(await answer(`api/alerts/${encodeURIComponent(item.alert.alertId)}?${new URLSearchParams({ namespace: item.namespace })}`));
  } catch (failed) {
    made.fail(failed.message === '404' ? 'It is no longer kept here.' : 'The details could not be loaded; close and open it to try again.');
  }
};

const same = (one, other) => one.alert.sequence === other.alert.sequence && one.alert.updatedAt === other.alert.updatedAt;

const shown = (key, item) => {
  const known = cards.get(key);
  if (known && same(known.item, item)) return known.card;
  if (known) {
    known.card.update(item);
    if (known.card.isOpen()) detail(key, known.card);
    known.item = item;
    return known.card;
  }
  const made = card(item, live, () => detail(key, made), timeline());
  cards.set(key, { card: made, item });
  return made;
};

const newest = time => (a, b) => (a.alert[time] < b.alert[time] ? 1 : -1);

// puts the cards in order; those that are in their place are not touched, so that focus and openness stay
const place = (name, ordered) => {
  const into = byId(name);
  ordered.forEach((item, i) => {
    const { made } = shown(keyOf(item), item);
    if (into.children[i] !== made) into.insertBefore(made, into.children[i] || null);
  });
  while (into.children.length > ordered.length) into.lastChild.remove();
};

const none = (name, known, listed) => {
  const total = Math.max(totals[name], known);
  byId(`${name}-count`).textContent = total > listed ? `(${listed} of ${total})` : `(${total})`;
  const { text, namespace } = wanted();
  const line = byId(`${name}-none`);
  line.hidden = listed > 0;
  line.textContent = text || namespace ? 'Nothing that the filter lets through.' : { open: 'Nothing rings.', ended: 'Nothing has ended.' }[name];
};

// what is more than a screen takes is drawn when it is asked for
const offerMore = known => {
  const rest = Math.min(STEP, known - room);
  byId('open-more').hidden = rest <= 0;
  byId('open-more').textContent = `Show ${rest} more`;
};

const draw = () => {
  due = false;
  const open = [...items.values()].filter(item => part(item) === 'open').sort(newest('openedAt')).slice(0, MOST.open);
  const ended = [...items.values()].filter(item => part(item) === 'ended').sort(newest('updatedAt')).slice(0, MOST.ended);
  const listed = open.slice(0, room);
  place('open', listed);
  place('ended', ended);
  fresh.forEach(key => cards.get(key)?.card.made.classList.add('fresh'));
  fresh.clear();
  const drawn = new Set([...listed, ...ended].map(keyOf));
  const kept = new Set([...open, ...ended].map(keyOf));
  [...cards.keys()].filter(key => !drawn.has(key)).forEach(key => cards.delete(key));
  [...items.keys()].filter(key => !kept.has(key)).forEach(key => items.delete(key));
  offerMore(open.length);
  none('open', open.length, listed.length);
  none('ended', ended.length, ended.length);
  document.dispatchEvent(new CustomEvent('drawn', { detail: open }));
  document.title = open.length ? `(${open.length}) Tocsin` : 'Tocsin';
};

let due = false;

// once a frame, however much has happened; a page that nobody looks at has no frames
const soon = () => {
  if (due) return;
  due = true;
  const ifDue = () => { if (due) draw(); };
  requestAnimationFrame(ifDue);
  setTimeout(ifDue, UNSEEN);
};

const offer = namespaces => {
  const select = byId('namespace');
  const now = select.value;
  const options = namespaces.map(name => new Option(name === live ? `${name} (live)` : name, name));
  select.replaceChildren(new Option('live and replays', ''), ...options);
  select.value = namespaces.includes(now) ? now : '';
};

// the whole board as the filter wants it; of several at once the last counts, and what happens meanwhile comes on top
const look = async () => {
  looking += 1;
  const mine = looking;
  meanwhile = [];
  const [open, ended] = await Promise.all([list('OPEN', MOST.open), list('RESOLVED,RETRACTED,UNKNOWN', MOST.ended)])
    .catch(failed => { if (mine === looking) meanwhile = null; throw failed; });
  if (mine !== looking) return open.cursor;
  live = open.live;
  offer(open.namespaces);
  items.clear();
  [...open.alerts, ...ended.alerts].forEach(item => items.set(keyOf(item), item));
  totals = { open: open.total, ended: ended.total };
  meanwhile.forEach(take);
  meanwhile = null;
  draw();
  document.dispatchEvent(new CustomEvent('board', { detail: live }));
  return open.cursor;
};

const textOf = ({ alert }) => [alert.ruleId, alert.scope, alert.scopeName, alert.summary, alert.severity,
  ...Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`),
  ...alert.evidence.flatMap(post => [post.source, post.title, post.excerpt])].join('\n').toLowerCase();

const passes = item => {
  const { text, namespace } = wanted();
  return (!namespace || namespace === item.namespace) && text.toLowerCase().split(/\s+/).every(word => textOf(item).includes(word));
};

const WORDS = { OPENED: 'Rings', UPDATED: 'Grew', RESOLVED: 'Over', REOPENED: 'Rings again', RETRACTED: 'Taken back' };

// puts what has happened among the alerts; whether it was news
const take = ({ namespace, event }) => {
  const item = { namespace, alert: event.alert };
  const known = items.get(keyOf(item));
  if (known && known.alert.sequence >= item.alert.sequence) return false;
  if (!passes(item)) {
    if (known) { totals[part(known)] -= 1; items.delete(keyOf(item)); }
    return false;
  }
  if (!known) totals[part(item)] += 1;
  else if (part(known) !== part(item)) { totals[part(known)] -= 1; totals[part(item)] += 1; }
  items.set(keyOf(item), item);
  return true;
};

const happened = message => {
  const told = JSON.parse(message.data);
  const { namespace, event } = told;
  meanwhile?.push(told);
  if (![...byId('namespace').options].some(option => option.value === namespace)) { look().catch(() => {}); return; }
  const news = take(told);
  soon();
  if (!news) return;
  if (event.type === 'OPENED') fresh.add(keyOf({ namespace, alert: event.alert }));
  if (namespace === live && WORDS[event.type]) byId('news').textContent = `${WORDS[event.type]}: ${title(event.alert)}, ${event.alert.severity}`;
};

const signed = message => {
  lastSign = performance.now();
  if (!message) return;
  document.dispatchEvent(new Event('beat'));
  const health = JSON.parse(message.data);
  const trouble = health.checks.filter(check => check.status !== 'up').map(check => `${check.name}: ${check.detail}`);
  if (trouble.length) tell('lost', `What you see may be old. ${trouble.join('; ')}`);
  else tell('live', 'live');
};

const follow = cursor => {
  source?.close();
  source = new EventSource(`api/events?${new URLSearchParams({ since: cursor })}`);
  let broken = false;
  source.addEventListener('open', () => { if (broken) look().catch(() => {}); broken = false; });
  source.addEventListener('alert', message => { lastSign = performance.now(); happened(message); });
  source.addEventListener('changed', () => look().catch(() => {}));
  source.addEventListener('health', signed);
  source.addEventListener('error', () => {
    broken = true;
    tell('lost', 'Connection lost; trying again. What you see may be old.');
    if (source.readyState === EventSource.CLOSED) later();
  });
};

const begin = async () => {
  try {
    follow(await look());
  } catch {
    tell('lost', 'The server does not answer; trying again. What you see may be old.');
    later();
  }
};

let waiting = 0;
const later = () => { clearTimeout(waiting); waiting = setTimeout(begin, AGAIN); };

// a connection can be dead without an error: a device that slept, a network that changed
setInterval(() => {
  if (source && source.readyState === EventSource.OPEN && performance.now() - lastSign > QUIET) {
    tell('lost', 'No sign of the server; connecting anew. What you see may be old.');
    lastSign = performance.now();
    begin();
  }
}, AGAIN);

// an alert that is silenced, or is not any more, says so
document.addEventListener('silences', () => [...cards.values()]
  .filter(known => !known.card.isMarked(known.item)).forEach(known => known.card.update(known.item)));

let typed = false;
let busy = false;

// at once, and what is typed while an answer is on its way is asked for together
const search = async () => {
  typed = true;
  if (busy) return;
  busy = true;
  while (typed) {
    typed = false;
    room = STEP;
    await look().catch(() => {});
  }
  busy = false;
};
byId('filters').addEventListener('input', search);
byId('filters').addEventListener('submit', event => event.preventDefault());
byId('open-more').addEventListener('click', () => {
  const first = byId('open').children.length;
  room += STEP;
  draw();
  byId('open').children[first]?.querySelector('summary').focus();
});

begin();
