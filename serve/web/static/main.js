import * as files from "./files.js";
import * as session from "./session.js";
import * as text from "./text.js";

text.start();
files.start();
await session.start(() => {
  document.getElementById("source").focus();
  files.resume();
});
