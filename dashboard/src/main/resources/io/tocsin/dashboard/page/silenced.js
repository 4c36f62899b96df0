// Which alerts are silenced at this moment: the list of the server, held here for all parts of the page.
import { now } from './clock.js';

let live = '';
let writable = false;
let silences = [];

const agrees = (wanted, found) => wanted === null || wanted === found;

// The silence that keeps an alert from receivers now; of several the one that ends last, as the list has it.
export const silenceOf = ({ namespace, alert }) => (namespace !== live || alert.status !== 'OPEN' ? null
  : silences.find(silence => Date.parse(silence.startsAt) <= now() && now() < Date.parse(silence.endsAt)
    && agrees(silence.ruleId, alert.ruleId) && agrees(silence.scope, alert.scope)
    && agrees(silence.alertId, alert.alertId) && agrees(silence.severity, alert.severity)) || null);

export const canSilence = namespace => writable && namespace === live;

export const standing = () => silences.filter(silence => now() < Date.parse(silence.endsAt));

// Takes what the server says; those who show it are told.
export const take = (answer, namespace) => {
  live = namespace;
  writable = answer.writable;
  silences = answer.silences;
  document.dispatchEvent(new Event('silences'));
};
