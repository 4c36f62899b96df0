// A part of the page beside the alerts, which asks anew with each sign of life of the server and changes when the answer does.
import { element } from './view.js';

const namespace = () => document.getElementById('namespace').value;

// What cannot be read of an answer's topics, in words; empty if all can.
export const unreadable = topics => topics.filter(topic => topic.state === 'unreadable').map(topic => topic.detail).join('; ');

export const table = (caption, heads, rows) => element('table', '', element('caption', '', caption),
  element('thead', '', element('tr', '', ...heads.map(text => {
    const made = element('th', '', text);
    made.scope = 'col';
    return made;
  }))),
  element('tbody', '', ...rows.map(cells => element('tr', '', ...cells.map(content => element('td', '', ...[content].flat()))))));

// A part that scrolls by itself, by the keyboard too.
export const scrolling = (label, ...content) => {
  const made = element('div', 'scroll', ...content);
  made.tabIndex = 0;
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', label);
  return made;
};

// "glance" says in a line how it is; what "show" makes of an answer stands below it, folded.
export const panel = (id, title, folded, path, glance, show) => {
  const heading = element('h2', '', title);
  heading.id = `${id}-title`;
  const line = element('p', 'glance', 'loading …');
  line.setAttribute('role', 'status');
  const body = element('div', 'rows');
  const details = element('details', 'as-table', element('summary', '', folded), body);
  details.hidden = true;
  const section = element('section', id, heading, line, details);
  section.setAttribute('aria-labelledby', heading.id);
  document.querySelector('main').append(section);
  let seen = '';

  const ask = async () => {
    const asked = namespace();
    let text = '';
    try {
      const response = await fetch(`${path}${asked ? `?${new URLSearchParams({ namespace: asked })}` : ''}`, { headers: { accept: 'application/json' } });
      if (!response.ok) return;
      text = await response.text();
    } catch {
      return;
    }
    if (text === seen || asked !== namespace()) return;
    seen = text;
    const answer = JSON.parse(text);
    const { words, state } = glance(answer);
    line.textContent = words;
    line.dataset.state = state;
    const rows = show(answer);
    details.hidden = !rows;
    if (rows) body.replaceChildren(...rows);
  };

  document.addEventListener('beat', ask);
  document.getElementById('namespace').addEventListener('change', ask);
};
