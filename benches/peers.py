"""The programs that versus-peers.py sets travaux beside: how each is called, and how its output is read.

Whatever a program writes (marks in the text, colours, tracked changes, JSON) is read as the same thing: for
either draft its characters, each with a tag that says what a reader is told of it:

    KEPT        it stands in the other draft too, at its place
    None        it was taken out, or put in
    a name      it moved, under that name; its other place has the same name

`found` turns that into the pairs of words that are shown as going on. What moved under one name, but is
shown as two whole texts, is compared word by word, in the program's favour.
"""
import difflib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree
import zipfile
from typing import Callable, NamedTuple
from xml.sax.saxutils import escape

KEPT = True
# Debian's Python is the one that knows LibreOffice (python3-uno).
UNO_PYTHON = os.environ.get("UNO_PYTHON", "/usr/bin/python3")
# undifferent is in no registry: a bundle of its core, made in a checkout of UN-EOSG-Analytics/undifferent with
# npx esbuild src/core/index.ts --bundle --platform=node --format=cjs --outfile=undifferent.cjs
UNDIFFERENT = os.environ.get("UNDIFFERENT", "")

DIFFLIB = r"""
import difflib, re, sys
old, new = (re.findall(r"\s*\S+", open(name, encoding="utf-8").read()) for name in sys.argv[1:3])
out = []
for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
    before, after = "".join(old[a0:a1]), "".join(new[b0:b1])
    out.append(after if tag == "equal" else "\x01" + before + "\x02\x03" + after + "\x04")
sys.stdout.write("".join(out))
"""
REDLINES = r"""
import sys
from redlines import Redlines
old, new = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
out = []
for step in Redlines(old, new)._diff_operations:
    tag, a0, a1, b0, b1 = step.opcodes
    # It writes a sign of its own for the end of a paragraph.
    before, after = ("".join(part).replace("\u00b6", " ") for part in (step.source_chunk.text[a0:a1], step.test_chunk.text[b0:b1]))
    out.append(after if tag == "equal" else "\x01" + before + "\x02\x03" + after + "\x04")
sys.stdout.write("".join(out))
"""
JSDIFF = r"""
const { diffWordsWithSpace } = require("diff");
const { readFileSync } = require("fs");
const [old, now] = process.argv.slice(1).map((name) => readFileSync(name, "utf8"));
process.stdout.write(diffWordsWithSpace(old, now).map(({ value, added, removed }) =>
  removed ? `\x01${value}\x02` : added ? `\x03${value}\x04` : value).join(""));
"""
UNDIFFERENT_RUN = r"""
const [core, ...names] = process.argv.slice(1);
const { readFileSync } = require("fs");
const [old, now] = names.map((name) => readFileSync(name, "utf8").split("\n"));
process.stdout.write(JSON.stringify(require(core).diff(old, now).items));
"""
DOCXODUS = """
import sys
from python_redlines import DocxodusEngine
old, new, out = sys.argv[1:]
open(out, "wb").write(DocxodusEngine().run_redline("peer", old, new)[0])
"""
JUBARTE = """
import sys
from jubarte_redlines import compare_documents
old, new, out = sys.argv[1:]
open(out, "wb").write(compare_documents(open(old, "rb").read(), open(new, "rb").read()))
"""
# Its start counts: nobody compares with it without starting it.
LIBREOFFICE = """
import subprocess, sys, tempfile, time, uno
from com.sun.star.beans import PropertyValue

def given(name, value):
    return PropertyValue(name, 0, value, 0)

old, new, out = map(uno.systemPathToFileUrl, sys.argv[1:])
with tempfile.TemporaryDirectory() as profile:
    pipe = "peers" + profile.replace("/", "")
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", "--nodefault",
        "-env:UserInstallation=" + uno.systemPathToFileUrl(profile), f"--accept=pipe,name={pipe};urp;"])
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:
            # 81: it has made its folder and starts anew.
            if office.poll() not in (None, 81):
                sys.exit("soffice ended")
            time.sleep(0.02)
    make = lambda service: there.ServiceManager.createInstanceWithContext(service, there)
    desktop = make("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(new, "_blank", 0, (given("Hidden", True),))
    make("com.sun.star.frame.DispatchHelper").executeDispatch(document.CurrentController.Frame,
        ".uno:CompareDocuments", "", 0, (given("URL", old), given("NoAcceptDialog", True)))
    document.storeToURL(out, (given("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait()
"""


class Peer(NamedTuple):
    """A program to measure."""

    name: str
    # The arguments; OLD, NEW and OUT stand for the files, OLD.docx and NEW.docx for the same as Word files.
    command: list
    # What it wrote, and the two texts -> the pairs of words that it shows as going on.
    found: Callable
    # A command that succeeds where it is installed, or whether it is.
    there: object
    # How it is had.
    source: str

    def is_there(self):
        if isinstance(self.there, bool):
            return self.there
        if shutil.which(self.there[0]) is None:
            return False
        return subprocess.run(self.there, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def peers(program):
    """All of them; ours, which is `program`, comes last."""
    marks = ["-w", "\x01", "-x", "\x02", "-y", "\x03", "-z", "\x04"]
    git = ["git", "diff", "--no-index", "-U1000000"]
    styles = [f"--{part}-style={colour}" for part, colour in DELTA.items()]
    delta = " ".join(["delta", "--no-gitconfig", "--color-only", "--syntax-theme=none", "--max-line-length=0",
                      *styles])
    here = sys.executable
    word = ["OLD.docx", "NEW.docx", "OUT"]
    return [
        Peer("wdiff", ["wdiff", *marks, "OLD", "NEW"], by(marked), ["wdiff", "--version"], "apt-get install wdiff"),
        Peer("dwdiff", ["dwdiff", *marks, "OLD", "NEW"], by(marked), ["dwdiff", "--version"],
             "apt-get install dwdiff"),
        Peer("git word diff", [*git, "--word-diff=porcelain", "OLD", "NEW"], by(porcelain), ["git", "--version"],
             "apt-get install git"),
        Peer("git and delta", ["sh", "-c", f'{" ".join(git)} "$0" "$1" | {delta}', "OLD", "NEW"], by(of_delta),
             ["delta", "--version"], "cargo install git-delta"),
        Peer("difftastic", ["difft", "--display", "inline", "--color", "always", "OLD", "NEW"], of_difftastic,
             ["difft", "--version"], "cargo install difftastic"),
        Peer("difflib", [here, "-c", DIFFLIB, "OLD", "NEW"], by(marked), True, ""),
        Peer("redlines", [here, "-c", REDLINES, "OLD", "NEW"], by(marked), [here, "-c", "import redlines"],
             "pip install redlines"),
        Peer("jsdiff", ["node", "-e", JSDIFF, "OLD", "NEW"], by(marked), ["node", "-e", "require('diff')"],
             "npm install diff, NODE_PATH"),
        Peer("undifferent", ["node", "-e", UNDIFFERENT_RUN, UNDIFFERENT, "OLD", "NEW"], of_undifferent,
             bool(UNDIFFERENT), "see UNDIFFERENT in peers.py"),
        Peer("LibreOffice", [UNO_PYTHON, "-c", LIBREOFFICE, *word], by(revisions), [UNO_PYTHON, "-c", "import uno"],
             "apt-get install libreoffice-writer-nogui python3-uno"),
        Peer("Docxodus", [here, "-c", DOCXODUS, *word], by(revisions),
             [here, "-c", "import python_redlines_docxodus"], "pip install python-redlines-docxodus python-redlines"),
        Peer("jubarte", [here, "-c", JUBARTE, *word], by(revisions), [here, "-c", "import jubarte_redlines"],
             "pip install jubarte-redlines"),
        Peer("travaux (Word)", [program, "compare", "OLD.docx", "NEW.docx", "--output", "OUT"], by(revisions), True, ""),
        Peer("travaux", [program, "compare", "OLD", "NEW", "--format", "json"], of_travaux, True, ""),
    ]


def by(parse):
    """Reads output that shows both drafts whole: parse turns it into [(character, tag)] for either."""
    return lambda output, old, new: found(*parse(output), old, new)


def found(before, after, old, new):
    """Both drafts as a program shows them -> the pairs of words that go on, by their numbers in the files.

    A program may show a draft otherwise than it is. Its words then count as those that they are in order."""
    sides = [words(before), words(after)]
    numbers = [as_in(text, side) for text, side in zip((old, new), sides)]
    starts, moved = {}, {}
    for number, (place, word) in enumerate(sides[1]):
        if all(tag is KEPT for _, tag in word):
            starts[place] = number
        elif isinstance(word[0][1], str):
            moved.setdefault(word[0][1], ([], []))[1].append(number)
    pairs = set()
    for number, (place, word) in enumerate(sides[0]):
        other = starts.get(place)
        if all(tag is KEPT for _, tag in word):
            if other is not None and spelt(sides[1][other]) == spelt((place, word)):
                pairs.add((number, other))
        elif word[0][1] in moved:
            moved[word[0][1]][0].append(number)
    for left, right in moved.values():
        texts = [[spelt(side[number]) for number in run] for side, run in zip(sides, (left, right))]
        for a, b, size in difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
            pairs.update((left[a + step], right[b + step]) for step in range(size))
    return {(numbers[0][a], numbers[1][b]) for a, b in pairs if a in numbers[0] and b in numbers[1]}


def words(chars):
    """The words among characters, each with how many kept characters (blanks aside) stand before it."""
    out, word, place, start = [], [], 0, 0
    for char, tag in [*chars, (" ", None)]:
        if not char.isspace():
            if not word:
                start = place
            word.append((char, tag))
            place += tag is KEPT
        elif word:
            out.append((start, word))
            word = []
    return out


def spelt(word):
    return "".join(char for char, _ in word[1])


def as_in(text, side):
    """Number of a word as shown -> its number in the text."""
    true, shown = text.split(), [spelt(word) for word in side]
    if true == shown:
        return {number: number for number in range(len(true))}
    blocks = difflib.SequenceMatcher(None, shown, true, autojunk=False).get_matching_blocks()
    return {a + step: b + step for a, b, size in blocks for step in range(size)}


def tagged(parts):
    """[(kind, text)], kinds "=", "-" and "+", or a third: the name of a move -> both drafts."""
    before, after = [], []
    for kind, text, *name in parts:
        tag = KEPT if kind == "=" else name[0] if name else None
        if kind in "=-":
            before.extend((char, tag) for char in text)
        if kind in "=+":
            after.extend((char, tag) for char in text)
    return before, after


def marked(output):
    """Text with the marks that we gave."""
    kinds = {"\x01": "-", "\x02": "=", "\x03": "+", "\x04": "="}
    parts, kind = [], "="
    for part in re.split("([\x01-\x04])", output.decode("utf-8")):
        kind = kinds.get(part, kind)
        if part not in kinds:
            parts.append((kind, part))
    return tagged(parts)


def porcelain(output):
    """git's --word-diff=porcelain."""
    parts, body = [], False
    for line in output.decode("utf-8").split("\n"):
        if line.startswith("@@"):
            body = True
        elif body and line[:1] in (" ", "-", "+"):
            # Its words are whole; the space between two parts is not printed.
            parts.append((line[0].replace(" ", "="), line[1:] + " "))
        elif body and line[:1] == "~":
            parts.append(("=", "\n"))
    return tagged(parts)


# The colours that we have delta use. In a line that it has found the fellow of, only the words that differ
# are emphasised; a line without a fellow is one colour.
DELTA = {"minus": "red", "minus-emph": "red", "minus-non-emph": "cyan", "minus-empty-line-marker": "red",
         "plus": "green", "plus-emph": "green", "plus-non-emph": "cyan", "plus-empty-line-marker": "green",
         "zero": "normal"}


def coloured(line, gone):
    """A line with colours -> its characters; what stands after a colour like `gone` has no fellow."""
    chars, tag = [], KEPT
    for part in re.split(r"(\x1b\[[0-9;]*[mK])", line):
        if part.startswith("\x1b"):
            tag = None if re.search(gone, part) else KEPT
        else:
            chars.extend((char, tag) for char in part)
    return chars


def of_delta(output):
    """delta's colours."""
    before, after, body = [], [], False
    for line in output.decode("utf-8").split("\n"):
        plain = re.sub(r"\x1b\[[0-9;]*[mK]", "", line)
        if plain.startswith("@@"):
            body = True
        elif body and plain[:1] in (" ", "-", "+"):
            chars = [*coloured(line, r"[\[;]3[12]m")[1:], ("\n", None)]
            if plain[0] != "+":
                before.extend(chars)
            if plain[0] != "-":
                after.extend(chars)
    return before, after


def of_difftastic(output, old, new):
    """difftastic's colours, one column: red and green lines, and in them bold what has no fellow."""
    sides = {"91": [[(char, KEPT) for char in line] for line in old.split("\n")],
             "92": [[(char, KEPT) for char in line] for line in new.split("\n")]}
    for line in output.decode("utf-8").split("\n"):
        numbered = re.match(r" *\x1b\[(91|92);1m *(\d+) \x1b\[0m(.*)", line)
        if numbered is None:
            continue
        colour, number, text = numbered.groups()
        sides[colour][int(number) - 1] = coloured(text, r"[\[;]1m")
    return found(*([pair for line in side for pair in [*line, ("\n", None)]] for side in sides.values()), old, new)


def of_undifferent(output, old, new):
    """undifferent's list of lines: one beside its fellow, or beside the line most like it elsewhere."""
    lines = [text.split("\n") for text in (old, new)]
    first = [[0], [0]]
    for side, starts in zip(lines, first):
        for line in side:
            starts.append(starts[-1] + len(line.split()))
    pairs = set()
    for item in json.loads(output):
        places, texts = [], []
        for side, (name, mark) in enumerate((("left", "~~"), ("right", "**"))):
            line = item[name] if item[name] is not None else item[f"{name}Best"]
            if line is not None:
                places.append(item[f"{name}Number"] if item[name] is not None else lines[side].index(line))
            parts = item[f"{name}Highlighted"].split(mark)
            texts.append([(char, None if number % 2 else KEPT) for number, part in enumerate(parts) for char in part])
        if len(places) == 2:
            here = found(*texts, *(side[place] for side, place in zip(lines, places)))
            pairs.update((first[0][places[0]] + a, first[1][places[1]] + b) for a, b in here)
    return pairs


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def revisions(output):
    """Tracked changes of a Word file."""
    root = xml.etree.ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(output)).read("word/document.xml"))
    parts, names = [], {"-": None, "+": None}

    def walk(node, kind, moves):
        for child in node:
            tag = child.tag.removeprefix(W)
            if tag in ("moveFromRangeStart", "moveToRangeStart"):
                names["-" if "From" in tag else "+"] = child.get(f"{W}name")
            elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
                names["-" if "From" in tag else "+"] = None
            elif tag in ("t", "delText"):
                name = names[kind] if moves else None
                parts.append((kind, child.text or "", name) if name else (kind, child.text or ""))
            elif tag in ("tab", "br"):
                parts.append((kind, " "))
            elif tag in ("del", "ins"):
                walk(child, "-" if tag == "del" else "+", moves)
            elif tag in ("moveFrom", "moveTo"):
                walk(child, "-" if tag == "moveFrom" else "+", True)
            elif tag == "p":
                walk(child, kind, moves)
                # Wherever a paragraph ends, a word does, in either draft.
                parts.append(("=", "\n"))
            elif tag not in ("pPr", "rPr", "sectPr"):
                walk(child, kind, moves)

    walk(root, "=", False)
    return tagged(parts)


def write_word(path, text):
    """A Word file with a paragraph for each line that is not empty."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats"
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
                         for line in text.split("\n") if line.strip())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packed}/content-types">'
        f'<Default Extension="rels" ContentType="{kind}-package.relationships+xml"/><Override PartName='
        f'"/word/document.xml" ContentType="{kind}-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="rId1" Type="http://schemas'
        '.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{paragraphs}<w:sectPr/></w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, head + content)


def of_travaux(output, old, new):
    """travaux's JSON. A paragraph is one line of these drafts."""
    report = json.loads(output)
    numbers = {}
    for side, text in (("old", old), ("new", new)):
        first, count = [], 0
        for line in text.split("\n"):
            first.append((count, len(line.split())))
            count += len(line.split())
        numbers[side] = {}
        for unit in report[side]["units"]:
            start, size = first[unit["lines"][0] - 1]
            numbers[side][unit["id"]] = start + size - len(unit["text"].split())
    pairs = set()
    for link in report["links"]:
        places = {}
        for side in ("old", "new"):
            places[side], at = {}, 0
            for unit in link[side]:
                text = report[side]["units"][unit]["text"]
                for word, part in enumerate(re.finditer(r"\S+", text)):
                    places[side][at + part.start()] = (numbers[side][unit] + word, len(part.group()))
                at += len(text) + 1
        for edit in link["edits"]:
            if edit["op"] != "equal":
                continue
            shift = edit["new"][0] - edit["old"][0]
            for place, (number, length) in places["old"].items():
                there = places["new"].get(place + shift)
                if edit["old"][0] <= place and place + length <= edit["old"][1] and there and there[1] == length:
                    pairs.add((number, there[0]))
    return pairs
