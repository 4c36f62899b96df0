// Shows in the rule's text where something is wrong: lines and columns are counted from 1, columns in characters as the server counts them.
import { element } from './view.js';

const field = document.getElementById('yaml');
const marks = document.getElementById('marks');
const WORD = /^[\p{L}\p{N}_.-]+/u;

// place of a problem in the text, in code units; null where it has none
const span = (text, { line, column }) => {
  const lines = text.split('\n');
  if (line < 1 || column < 1 || line > lines.length) return null;
  const characters = [...lines[line - 1]];
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const from = before + characters.slice(0, column - 1).join('').length;
  const word = WORD.exec(text.slice(from));
  const first = String.fromCodePoint(text.codePointAt(from) ?? 32);
  return { from, to: from + (word ? word[0].length : first === '\n' ? 0 : first.length) };
};

const apart = spans => spans.sort((a, b) => a.from - b.from).filter((each, i, all) => i === 0 || each.from >= all[i - 1].to);

// at the end of a line there is no character to mark: the mark gets one of its own
const marked = (text, { from, to }) => element('mark', '', text.slice(from, to).trim() ? text.slice(from, to) : '\u00a0');

const draw = problems => {
  const text = field.value;
  const parts = [];
  let at = 0;
  apart(problems.map(problem => span(text, problem)).filter(found => found)).forEach(found => {
    parts.push(text.slice(at, found.from), marked(text, found));
    at = found.to;
  });
  marks.replaceChildren(...(parts.length ? [...parts, text.slice(at), '\n'] : []));
  marks.scrollTop = field.scrollTop;
};

const where = ({ line, column }) => (column ? `line ${line}, column ${column}: ` : line ? `line ${line}: ` : '');

const go = problem => {
  const found = span(field.value, problem);
  field.focus();
  if (found) field.setSelectionRange(found.from, found.to);
};

// A problem in words; choosing it leads to its place in the text.
const told = problem => {
  const button = element('button', '', where(problem) + problem.text.replace(/^line \d+: /, ''));
  button.type = 'button';
  button.addEventListener('click', () => go(problem));
  return element('li', '', button);
};

field.addEventListener('scroll', () => { marks.scrollTop = field.scrollTop; });
field.addEventListener('input', () => marks.replaceChildren());

export const showProblems = problems => {
  document.getElementById('problems').replaceChildren(...problems.map(told));
  field.setAttribute('aria-invalid', problems.length ? 'true' : 'false');
  draw(problems);
};
