// Renders ZPL from standard input to a PNG on standard output with zpl-renderer-js, which nobody here wrote.
// Arguments: width and height in millimetres, dots per millimetre.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const require = createRequire(`${process.env.ZPL_RENDERER}/`);
const { ready } = require("zpl-renderer-js");
const [width, height, dots] = process.argv.slice(2).map(Number);
const { api } = await ready;
const picture = await api.zplToBase64Async(readFileSync(0, "latin1"), width, height, dots);
writeFileSync(1, Buffer.from(picture, "base64"));
process.exit(0);
