// node validate.js FILE: what the official parser has to say, a line each; then how much it has found.
import { Parser, fromFile } from '@asyncapi/parser';

const levels = ['error', 'warning', 'information', 'hint'];
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
for (const found of diagnostics) {
  console.log(`${levels[found.severity]}: ${found.code}: ${found.path.join('.')}: ${found.message}`);
}
if (document) {
  console.log(`${document.channels().length} channels, ${document.operations().length} operations, ${document.components().messages().length} messages`);
}
