// How long d3-hierarchy's tree() takes: reads lines of parents as JSON, answers each with seconds.
import { stratify, tree } from "d3-hierarchy";
import { createInterface } from "node:readline";

createInterface({ input: process.stdin }).on("line", (line) => {
  const nodes = JSON.parse(line).map((parent, id) => ({ id: String(id), parentId: parent < 0 ? null : String(parent) }));
  const root = stratify()(nodes);
  const began = process.hrtime.bigint();
  tree().nodeSize([1, 1])(root);
  console.log(Number(process.hrtime.bigint() - began) / 1e9);
});
