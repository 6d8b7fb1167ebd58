// Drives a running server with the `deepl-node` client of npm, as a user's program would.
//
//     node accept_deepl_node.cjs URL KEY DRAFT.docx
//
// Prints a line a step, and exits 1 if any failed. Nothing here knows how the server works.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const deepl = require("deepl-node");

const [url, key, draft] = process.argv.slice(2);
const client = new deepl.DeepLClient(key, { serverUrl: url, maxRetries: 1 });

const steps = {
  "texts come back in order": async () => {
    const found = await client.translateText(["范围", "术语和定义"], "zh", "en-GB");
    assert.deepEqual(found.map((each) => each.text), ["Scope", "Terms and definitions"]);
    assert.equal(found[0].billedCharacters, 2);
  },
  "the language is found out": async () => {
    const found = await client.translateText("本文件规定了试验方法。", null, "en-US");
    assert.equal(found.detectedSourceLang, "zh");
  },
  "a text with signs of forms in it comes through": async () => {
    const found = await client.translateText("A+B & C=50 %", "en", "zh");
    assert.match(found.text, /A\s*\+\s*B/);
  },
  "a glossary is made, obeyed, listed, read back, deleted": async () => {
    const entries = new deepl.GlossaryEntries({ entries: { 计量器具: "gauging device" } });
    const made = await client.createGlossary("node", "zh", "en", entries);
    const found = await client.translateText("计量器具应检定。", "zh", "en-GB", { glossary: made });
    assert.match(found.text.toLowerCase(), /gauging device/);
    assert.ok((await client.listGlossaries()).some((each) => each.glossaryId === made.glossaryId));
    const kept = await client.getGlossaryEntries(made);
    assert.deepEqual(kept.entries(), { 计量器具: "gauging device" });
    await client.deleteGlossary(made);
    await assert.rejects(client.getGlossary(made.glossaryId), deepl.GlossaryNotFoundError);
  },
  "a glossary of two directions is made, changed, deleted": async () => {
    const of = (source, target, entries) => ({
      sourceLangCode: source,
      targetLangCode: target,
      entries: new deepl.GlossaryEntries({ entries }),
    });
    const made = await client.createMultilingualGlossary("both", [
      of("zh", "en", { 猫: "tomcat" }),
      of("en", "zh", { cat: "狸奴" }),
    ]);
    assert.equal(made.dictionaries.length, 2);
    await client.updateMultilingualGlossaryName(made, "renamed");
    await client.replaceMultilingualGlossaryDictionary(made, of("zh", "en", { 狗: "hound" }));
    const kept = await client.getMultilingualGlossaryDictionaryEntries(made, "zh", "en");
    assert.deepEqual(kept.entries.entries(), { 狗: "hound" });
    await client.deleteMultilingualGlossaryDictionary(made, "en", "zh");
    const left = await client.getMultilingualGlossary(made.glossaryId);
    assert.deepEqual([left.name, left.dictionaries.length], ["renamed", 1]);
    await client.deleteMultilingualGlossary(made);
  },
  "tags come back in their place": async () => {
    const found = await client.translateText(
      '将<x id="7"></x>安装到 <b>10 mm</b> 的孔中。', "zh", "en-GB",
      { tagHandling: "xml", ignoreTags: ["x"], nonSplittingTags: "b,i" },
    );
    assert.equal(found.text.split('<x id="7"></x>').length, 2);
    assert.match(found.text, /<b>10 mm<\/b>/);
  },
  "usage, languages and pairs are told": async () => {
    assert.ok((await client.getUsage()).character.count > 0);
    assert.ok((await client.getSourceLanguages()).some((each) => each.code === "zh"));
    assert.ok((await client.getTargetLanguages()).some((each) => each.code === "en-GB"));
    assert.equal((await client.getGlossaryLanguagePairs()).length, 2);
  },
  "the memories are told": async () => {
    const listed = await client.listTranslationMemories();
    assert.ok(listed.some((each) => each.name === "shared"));
  },
  "mistakes are errors of the client": async () => {
    const wrong = new deepl.DeepLClient("wrong", { serverUrl: url, maxRetries: 1 });
    await assert.rejects(wrong.getUsage(), deepl.AuthorizationError);
    await assert.rejects(client.translateText("范围", "zh", "fr"), deepl.DeepLError);
    await assert.rejects(client.getGlossary("0"), deepl.GlossaryNotFoundError);
  },
  "a Word file goes up, is waited for, comes down": async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deepl-"));
    const target = path.join(folder, "out.docx");
    try {
      await client.translateDocument(draft, target, "zh", "en-GB");
      assert.equal(fs.readFileSync(target).subarray(0, 2).toString(), "PK");
      assert.notDeepEqual(fs.readFileSync(target), fs.readFileSync(draft));
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  },
};

(async () => {
  let failed = 0;
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}: ${error.name}: ${error.message}`);
    }
  }
  process.exit(failed ? 1 : 0);
})();
