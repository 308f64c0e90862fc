// The search: loads the index, then only those files of terms and texts that a question needs.
"use strict";

// The data come as scripts that call this, since pages from a disk may not fetch files.
const parley = {
  waiting: new Map(),
  deliver(name, data) {
    this.waiting.get(name)(data);
  },
};

{
  const SHOWN = 20; // turns at a time
  const LONGEST_WORD = 40;
  const PREFIX = 3; // letters from which on the word being typed also finds longer ones
  const SNIPPET = 420; // characters of a turn, and of what stands before the first hit
  const BEFORE = 120;

  const form = document.getElementById("search");
  const status = document.getElementById("status");
  const results = document.getElementById("results");
  const more = document.getElementById("more");

  const loaded = new Map();
  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          parley.waiting.set(name, resolve);
          script.src = `search/${name}.js`;
          script.onerror = () => reject(new Error(`search/${name}.js cannot be read`));
          document.head.append(script);
        }),
      );
    }
    return loaded.get(name);
  };

  // As `words` in search_data.py folds them.
  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const words = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word].slice(0, LONGEST_WORD).join(""));

  // The number of the last entry of a sorted list that is not greater, or -1.
  const place = (list, value, of = (entry) => entry) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of(list[middle]) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const numbers = (distances) => {
    let last = 0;
    return distances.map((distance) => (last += distance));
  };

  const turnsWith = async (index, term) => {
    const file = place(index.terms, term);
    if (file < 0) return [];
    const terms = await load(`terms-${file}`);
    const entry = terms[place(terms, term, ([name]) => name)];
    return entry?.[0] === term ? numbers(entry[1]) : [];
  };

  const turnsWithPrefix = async (index, prefix) => {
    const found = new Set();
    const first = Math.max(0, place(index.terms, prefix));
    for (let file = first; file < index.terms.length; file += 1) {
      if (index.terms[file] > prefix && !index.terms[file].startsWith(prefix)) break;
      for (const [term, distances] of await load(`terms-${file}`)) {
        if (term.startsWith(prefix)) numbers(distances).forEach((number) => found.add(number));
      }
    }
    return [...found].sort((a, b) => a - b);
  };

  const documentOf = (index, number) => index.documents[place(index.documents, number, ([, , , first]) => first)];

  const turnAt = async (index, number) => {
    const file = place(index.texts, number);
    const [id, ordinal, speaker, kind, text] = (await load(`texts-${file}`))[number - index.texts[file]];
    return { id, ordinal, speaker, kind, text, document: documentOf(index, number) };
  };

  // A date is kept as a day, so that the first and the last day of a year or month are to be thought of.
  const between = (date, from, until) => date !== null && date >= from && date.slice(0, until.length || 10) <= (until || "9999");

  const ask = () => {
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    const typed = new FormData(form).get("q");
    const phrases = [...given.q.matchAll(/["“”„«]([^"“”„»]+)["“”»]/g)].map(([, phrase]) => words(phrase)).filter((phrase) => phrase.length);
    const all = words(given.q);
    const last = /[\p{L}\p{N}]$/u.test(typed) ? all.at(-1) : undefined;
    return { ...given, phrases, words: all, prefix: last && last.length >= PREFIX ? last : undefined };
  };

  const candidates = async (index, question) => {
    const lists = [];
    for (const word of new Set(question.words)) {
      lists.push(word === question.prefix ? turnsWithPrefix(index, word) : turnsWith(index, word));
    }
    for (const filter of ["speaker", "to", "form"]) {
      if (question[filter]) lists.push(turnsWith(index, `${filter}:${question[filter]}`));
    }
    const found = await Promise.all(lists);
    const every = found.length ? found : [Array.from({ length: index.turns }, (_, number) => number)];
    let kept = every.reduce((held, next) => {
      const wanted = new Set(next);
      return held.filter((number) => wanted.has(number));
    });
    if (question.document) kept = kept.filter((number) => documentOf(index, number)[0] === question.document);
    if (question.from || question.until) {
      kept = kept.filter((number) => between(documentOf(index, number)[2], question.from, question.until));
    }
    return kept;
  };

  const hasPhrase = (text, phrase) => {
    const all = words(text);
    return all.some((_, start) => phrase.every((word, offset) => all[start + offset] === word));
  };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const snippet = (turn, question) => {
    const hits = [...turn.text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(([word]) =>
      words(word).some((each) => question.words.includes(each) || (question.prefix && each.startsWith(question.prefix))),
    );
    const first = hits[0]?.index ?? 0;
    const start = turn.text.length <= SNIPPET || first <= BEFORE ? 0 : turn.text.indexOf(" ", first - BEFORE) + 1;
    const whole = turn.text.length <= start + SNIPPET;
    const end = whole ? turn.text.length : Math.max(start + BEFORE, turn.text.lastIndexOf(" ", start + SNIPPET));
    const shown = element("p", { dir: "auto" }, start ? "… " : "");
    let at = start;
    for (const hit of hits) {
      if (hit.index < at || hit.index + hit[0].length > end) continue;
      shown.append(turn.text.slice(at, hit.index), element("mark", {}, hit[0]));
      at = hit.index + hit[0].length;
    }
    shown.append(turn.text.slice(at, end), end < turn.text.length ? " …" : "");
    return shown;
  };

  const result = (turn, question) => {
    const [id, title, date] = turn.document;
    const address = `documents/${id}.html#${turn.id}`;
    const link = element("a", { href: address }, turn.speaker ?? "Narration");
    const about = element("p", { className: "about" }, `${[date, title].filter(Boolean).join(" · ")} · turn ${turn.ordinal}, ${turn.kind}`);
    return element("li", { className: turn.kind }, element("h2", {}, link), about, snippet(turn, question));
  };

  let latest = 0;
  const search = async (index) => {
    const mine = (latest += 1);
    const question = ask();
    const kept = await candidates(index, question);
    let next = 0;
    let shown = 0;
    const show = async () => {
      const found = [];
      while (next < kept.length && found.length < SHOWN) {
        const turn = await turnAt(index, kept[next]);
        next += 1;
        if (question.phrases.every((phrase) => hasPhrase(turn.text, phrase))) found.push(result(turn, question));
      }
      if (mine !== latest) return;
      if (!shown) results.replaceChildren();
      results.append(...found);
      shown += found.length;
      const sure = !question.phrases.length;
      const count = (number) => `${number.toLocaleString("en")} ${number === 1 ? "turn" : "turns"}`;
      if (next >= kept.length) status.textContent = shown ? `${count(shown)} found` : "Nothing found";
      else status.textContent = `${shown} of ${sure ? "" : "at most "}${count(kept.length)} found`;
      more.hidden = next >= kept.length;
    };
    more.onclick = show;
    await show();
  };

  const remember = () => {
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `?${given}`);
  };

  const start = async () => {
    const index = await load("index");
    const choices = (name, entries) => form.elements[name].append(...entries.map(([value, text]) => new Option(text, value)));
    choices("speaker", index.people);
    choices("to", index.people);
    choices("document", index.documents.map(([id, title, date]) => [id, [date, title].filter(Boolean).join(" · ")]));
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    const again = () => {
      remember();
      search(index).catch(fail);
    };
    let pause;
    form.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(again, 150);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      again();
    });
    if (location.search) await search(index);
    form.elements.q.focus();
  };

  const fail = (error) => {
    status.textContent = `The search does not work: ${error.message}`;
  };
  start().catch(fail);
}
