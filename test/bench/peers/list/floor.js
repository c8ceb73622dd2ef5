/** Takes messages and draws nothing: what the page costs without a list. */
let newest = null;
export default {
  mount() {},
  push(batch) {
    newest = batch.at(-1).seq;
  },
  remove() {},
  rows: () => [],
  newest: () => newest,
  fromEnd: () => 0,
};
