//! The examples that `help COMMAND` ends with.

pub(super) const COMPARE_EXAMPLES: &str = "\
Examples:
  What changed, in the order of the new draft:
    travaux compare pre-draft.md zero-draft.md

  Only what was lost, to read before the meeting:
    travaux compare pre-draft.md zero-draft.md --only dropped

  One chapter, without the changes of commas and capitals:
    travaux compare a.md b.md --section \"international law\" --ignore editorial

  Which brackets went, and nothing else:
    travaux compare a.md b.md --only brackets

  For an e-mail (no colours, 72 columns):
    travaux compare a.md b.md --color never --width 72 > changes.txt

  Old numbers to new ones and back, to print and take along:
    travaux compare a.md b.md --format concordance
    travaux compare a.md b.md --format concordance --output numbers.csv

  A Word file with tracked changes, a page to send on, a report for a wiki:
    travaux compare a.docx b.docx --output changes.docx
    travaux compare a.md b.md --output changes.html
    travaux compare a.md b.md --output changes.md

  A table for a spreadsheet, an apparatus for scholars:
    travaux compare a.md b.md --output changes.csv
    travaux compare a.md b.md --format tei --output apparatus.xml

  For a program or a check before publication:
    travaux compare a.md b.md --format json --output changes.json
    travaux compare a.md b.md --format jsonl | jq -r 'select(.moved) | .what'
    travaux compare a.md b.md --quiet --fail-on dropped,reworded

  With your own verdicts on some paragraphs, marked as such:
    travaux compare a.md b.md --corrections decided.toml

Exit status:
  0  every unit is carried over word for word and none moved
  1  there are other differences (with --fail-on: differences of that kind)
  2  trouble, such as a file that cannot be read

What the words mean:
  carried   the same words     edited   punctuation, case, brackets and the like
  reworded  other words        dropped  in no paragraph of NEW
  new       in no paragraph of OLD
  moved     changed place among its neighbours; a new number alone is no move";

pub(super) const TRACE_EXAMPLES: &str = "\
Examples:
  What became of each paragraph, from the pre-draft to the report:
    travaux trace pre-draft.md zero-draft.docx first-draft.pdf report.pdf

  The rounds of a manifest, with its corrections:
    travaux trace --process texts/specimen

  Language that fell and came back, and language that fell for good:
    travaux trace a.md b.md c.md d.md --only restored,dropped

  The report and the Chair's summary were issued in the same round:
    travaux trace a.md b.md report.md --beside summary.md --summary summary.md

  A round that issued no text stays in the chain:
    travaux trace 2015.pdf 2021.pdf --empty-after 1

  As a picture for a slide, and as a page with every wording:
    travaux trace a.md b.md c.md --output rounds.svg
    travaux trace a.md b.md c.md --output rounds.html

  For a program; as an apparatus for scholars:
    travaux trace a.md b.md c.md --format json --output threads.json
    travaux trace a.md b.md c.md --format tei --output threads.xml

  Who was at the table beside the rounds, by a register of such facts:
    travaux trace --process texts/gge --participants

Marks:
  +  there for the first time    =  the same words    ~  edited    ≈  reworded
  ×  dropped: in no text of this round                ↺  back      >  moved";

pub(super) const FIND_EXAMPLES: &str = "\
Examples:
  Where a phrase stands, round by round, and in which wordings:
    travaux find \"threat or use of force\" pre-draft.md zero-draft.docx

  A list whose members move or are left out, through the rounds of a manifest:
    travaux find \"open, secure, stable, accessible and peaceful\" --process texts

  The same words only, as a table for a spreadsheet:
    travaux find \"threat or use of force\" a.md b.md --exact --output places.csv

  One text of a process:
    travaux find \"data relays\" --process texts/specimen --only final-report

Exit status:
  0  it stands in some text, verbatim or nearly
  1  it stands in none
  2  trouble, such as a file that cannot be read

What the words mean:
  verbatim   the same words; case, spelling, hyphens and punctuation aside
  near       some words in another form, replaced, put in or left out (--near)
  reordered  all members of a list, in another order
  partial    most members of a list; which are missing is said";

pub(super) const SHARE_EXAMPLES: &str = "\
Examples:
  How much of the report stands in the zero draft, and what does not:
    travaux share report.pdf --of zero-draft.docx

  Whether a chapter only reiterates two earlier reports:
    travaux share draft.md --of 2015.pdf --of 2021.pdf --section \"norms\"

  A row for each passage, with both places:
    travaux share report.md --of zero-draft.md --output passages.csv

What the words mean:
  verbatim   the same words            near       a sentence that is alike
  in part    a run of five words or more, quoted
  not there  none of these";

pub(super) const MATRIX_EXAMPLES: &str = "\
Examples:
  What all drafts share, both ways:
    travaux matrix pre-draft.md zero-draft.docx report.pdf

  The same as a picture, and as a page:
    travaux matrix --process texts/specimen --output shared.svg
    travaux matrix --process texts/specimen --output shared.html

A word is shared if it stands in a run of five words or more that both have.";

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
  Check how a draft was understood before comparing it:
    travaux show zero-draft.md

  See what was left out as page numbers, symbols and contents:
    travaux show zero-draft.md --furniture";

pub(super) const CONVERT_EXAMPLES: &str = "\
Examples:
  A PDF as text to edit or to send:
    travaux convert zero-draft.pdf --output zero-draft.md

  Plain text, one paragraph a line:
    travaux convert zero-draft.docx --to text > zero-draft.txt

  The text as it was before the tracked changes:
    travaux convert zero-draft.docx --revisions reject --output before.md";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  Write down what is found now, for all neighbouring rounds of a manifest:
    travaux check texts/manifest.toml --update

  Ask whether that is still what is found (a folder stands for what is in it):
    travaux check texts

  In continuous integration, with a report that build servers read:
    travaux check texts --junit check.xml

  Texts that are elsewhere:
    travaux check expectations/paris.toml --texts ../shared/texts

Exit status:
  0  all is as expected
  1  something is not; what was expected and what is found is listed
  2  trouble, such as a text that cannot be read

The form of travaux.check.toml: docs/corpus.md";
