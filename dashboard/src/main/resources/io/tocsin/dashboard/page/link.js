// Opens the alert that the address names, #alert=ID&namespace=NAME: where it is listed there, any other fetched by its id.
import { timeline } from './timeline.js';
import { card, element } from './view.js';

const heading = element('h2', '', 'The alert of this link');
heading.id = 'linked-title';
const note = element('p', 'glance', '');
note.setAttribute('role', 'status');
const list = element('ol', 'alerts');
list.id = 'linked';
const close = element('button', '', 'Close');
close.type = 'button';
const section = element('section', 'linked', heading, note, list, close);
section.setAttribute('aria-labelledby', heading.id);
section.hidden = true;
document.querySelector('main').prepend(section);

let shown = null;
let asked = 0;
let live = '';

const wanted = () => {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { id: hash.get('alert'), namespace: hash.get('namespace') };
};

const hide = () => {
  asked += 1;
  shown = null;
  section.hidden = true;
  list.replaceChildren();
};

const tell = (text, state) => {
  note.textContent = text;
  note.dataset.state = state;
};

const reveal = made => {
  const details = made.querySelector('details');
  details.open = true;
  details.firstChild.focus({ preventScroll: true });
  made.scrollIntoView({ block: 'start' });
};

const listed = ({ id, namespace }) => [...document.querySelectorAll('#open > .alert, #ended > .alert')]
  .find(made => made.dataset.alert === id && made.dataset.namespace === (namespace || live));

const ask = ({ id, namespace }) => fetch(`api/alerts/${encodeURIComponent(id)}?${new URLSearchParams(namespace ? { namespace } : {})}`,
  { headers: { accept: 'application/json' } });

const put = item => {
  if (shown) {
    shown.item = item;
    shown.card.update(item);
    shown.card.show(item);
    return;
  }
  const entry = { item };
  entry.card = card(item, live, () => entry.card.show(entry.item), timeline());
  shown = entry;
  list.replaceChildren(entry.card.made);
  reveal(entry.card.made);
};

const load = async () => {
  const mine = asked;
  try {
    const response = await ask(wanted());
    if (mine !== asked) return;
    if (response.status === 404) { tell('There is no such alert, or it is older than what is kept here; History goes back further.', 'bad'); return; }
    if (!response.ok) throw new Error(`${response.status}`);
    const item = await response.json();
    if (mine !== asked) return;
    tell('', 'some');
    if (!shown || item.alert.sequence !== shown.item.alert.sequence) put(item);
  } catch {
    if (mine === asked && !shown) tell('The alert could not be loaded; it is asked for again.', 'bad');
  }
};

const isShown = ({ id, namespace }) => shown && shown.item.alert.alertId === id && shown.item.namespace === (namespace || live);

const follow = () => {
  const link = wanted();
  if (isShown(link)) { reveal(shown.card.made); return; }
  hide();
  if (!link.id) return;
  const made = listed(link);
  if (made) { reveal(made); return; }
  section.hidden = false;
  tell('loading …', 'some');
  load();
};

close.addEventListener('click', () => {
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  hide();
  document.getElementById('open').focus();
});
addEventListener('hashchange', () => { if (wanted().id) follow(); });
document.addEventListener('board', event => { live = event.detail; follow(); }, { once: true });
document.addEventListener('beat', () => { if (!section.hidden) load(); });
document.addEventListener('silences', () => { if (shown && !shown.card.isMarked(shown.item)) shown.card.update(shown.item); });
