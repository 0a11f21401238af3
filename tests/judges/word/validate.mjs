// Whether documents for Word are valid by the Open XML SDK. Runs without a network.
// usage: node validate.mjs NODE_MODULES FILE.docx…
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const index = resolve(modules, "@ooxml-tools/validate/dist/npm/index.js");
const { default: validate } = await import(pathToFileURL(index));

let faults = 0;
for (const file of files) {
  for (const version of ["Office2013", "Microsoft365"]) {
    const found = await validate(new Uint8Array(await readFile(file)), version);
    faults += found.length;
    found.slice(0, 5).forEach((fault) => console.log(`FAIL ${file} (${version}): ${JSON.stringify(fault)}`));
  }
}
console.log(faults ? `FAIL ${faults} faults` : `PASS ${files.length} documents are valid`);
process.exit(faults ? 1 : 0);
