// What happened at any time: a range in the zone of the device, read page by page from the server, oldest first.
import { now } from './clock.js';
import { timeline } from './timeline.js';
import { card, element, keyOf, plural } from './view.js';

const DAYS = 7;

// what a field for time and date takes: the time of the device without its zone
const local = date => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);

const field = (id, text, value) => {
  const label = element('label', '', text);
  label.htmlFor = id;
  const input = element('input', '');
  input.id = id;
  input.type = 'datetime-local';
  input.required = true;
  input.value = value;
  return { label, input };
};

const button = (text, type) => {
  const made = element('button', '', text);
  made.type = type;
  return made;
};

const lately = () => [now() - DAYS * 86400000, now()].map(time => local(new Date(time)));
const [earlier, later] = lately();
const from = field('past-from', 'From', earlier);
const to = field('past-to', 'To', later);

// by the server's time as soon as it is known, unless somebody was faster
document.addEventListener('board', () => {
  if (from.input.value === earlier && to.input.value === later) [from.input.value, to.input.value] = lately();
}, { once: true });
const close = button('Close', 'button');
const form = element('form', '', from.label, from.input, to.label, to.input, button('Show', 'submit'), close);
const heading = element('h2', '', 'History');
heading.id = 'history-title';
const line = element('p', 'glance', '');
line.setAttribute('role', 'status');
const list = element('ol', 'alerts');
list.id = 'past';
const more = button('Go on', 'button');
const section = element('section', 'history', heading, form, line, list, more);
section.setAttribute('aria-labelledby', heading.id);
document.querySelector('main').append(section);
close.hidden = true;
more.hidden = true;

const shown = new Map();
let asked = 0;
let before = 0;
let range = {};
let next = null;

const wanted = () => {
  const namespace = document.getElementById('namespace').value;
  const text = document.getElementById('text').value.trim();
  return { ...(namespace && { namespace }), ...(text && { text }) };
};

const clear = () => {
  asked += 1;
  before = 0;
  next = null;
  shown.clear();
  list.replaceChildren();
  more.hidden = true;
};

// an alert that has events on several pages grows
const take = (item, live) => {
  const known = shown.get(keyOf(item));
  if (known) {
    known.item = { ...item, events: [...known.item.events, ...item.events] };
    known.card.update(known.item);
    if (known.card.isOpen()) known.card.show(known.item);
    return;
  }
  const entry = { item };
  entry.card = card(item, live, () => entry.card.show(entry.item), timeline());
  shown.set(keyOf(item), entry);
  list.append(entry.card.made);
};

const tell = (text, state) => {
  line.textContent = text;
  line.dataset.state = state;
};

const rangBefore = () => (before ? ` ${plural(before, 'alert')} rang already when it began.` : '');

const load = async () => {
  const mine = asked;
  more.disabled = true;
  try {
    const response = await fetch(`api/alerts?${new URLSearchParams({ ...range, ...(next && { after: next }) })}`, { headers: { accept: 'application/json' } });
    const answer = await response.json();
    if (mine !== asked) return;
    if (!response.ok) { tell(`The history could not be loaded: ${answer.detail}`, 'bad'); return; }
    if (!next) before = answer.rangBefore;
    answer.ringing.forEach(item => take({ ...item, events: [] }, answer.live));
    answer.alerts.forEach(item => take(item, answer.live));
    next = answer.next;
    more.hidden = !next;
    tell(`${plural(shown.size, 'alert')}${next ? ', and there is more' : ''}, of ${answer.namespace}, oldest first.${rangBefore()}`, 'some');
  } catch {
    if (mine === asked) tell('The history could not be loaded; try again.', 'bad');
  } finally {
    more.disabled = false;
  }
};

form.addEventListener('submit', event => {
  event.preventDefault();
  clear();
  const begin = new Date(from.input.value);
  const end = new Date(to.input.value);
  if (!(begin < end)) { tell('The time From must be before the time To.', 'bad'); return; }
  range = { from: begin.toISOString(), to: end.toISOString(), ...wanted() };
  close.hidden = false;
  tell('loading …', 'some');
  load();
});
more.addEventListener('click', load);
close.addEventListener('click', () => { clear(); tell('', 'some'); close.hidden = true; from.input.focus(); });
