//! What the paragraphs of a clean layout look like: which style a unit has, and the styles.
//!
//! ```text
//! heading of level 2        Heading2
//! item of item of 13        Item2
//! ```

use crate::document::{Document, Kind, UnitId};

/// Headings below this level look alike, and so do items further in.
const LEVELS: usize = 6;

/// The styles of a document's units.
pub(super) struct Clean<'d> {
    document: &'d Document,
    /// How many items each unit hangs under.
    depths: Vec<usize>,
}

impl<'d> Clean<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut depths: Vec<usize> = Vec::with_capacity(document.units.len());
        for unit in &document.units {
            let above =
                unit.parent.and_then(|parent| Some((document.unit(parent), depths.get(parent.index())?)));
            let depth = above.map_or(0, |(parent, depth)| depth + usize::from(parent.kind == Kind::Item));
            depths.push(depth.min(LEVELS - 1));
        }
        Self { document, depths }
    }

    /// The id of a unit's style.
    pub(super) fn style(&self, id: UnitId) -> String {
        let unit = self.document.unit(id);
        let level = usize::from(self.document.sections[unit.section.index()].level);
        match unit.kind {
            Kind::Heading => format!("Heading{}", level.clamp(1, LEVELS)),
            Kind::Item | Kind::Option | Kind::AnnexEntry => format!("Item{}", self.depths[id.index()] + 1),
            Kind::Preambular => "Preambular".to_owned(),
            Kind::Operative => "Operative".to_owned(),
            Kind::Note => "NoteText".to_owned(),
            Kind::TableRow => "TableRow".to_owned(),
            Kind::Masthead => "Masthead".to_owned(),
            _ => "DraftText".to_owned(),
        }
    }
}

/// How a language is written.
#[derive(Clone, Copy, Debug)]
struct Script {
    lang: &'static str,
    bidi: bool,
}

fn script(language: Option<&str>) -> Script {
    let (lang, bidi) = match language {
        Some("ar") => ("<w:lang w:val=\"ar-SA\" w:bidi=\"ar-SA\"/>", true),
        Some("zh") => ("<w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\"/>", false),
        Some("fr") => ("<w:lang w:val=\"fr-FR\"/>", false),
        Some("es") => ("<w:lang w:val=\"es-ES\"/>", false),
        Some("ru") => ("<w:lang w:val=\"ru-RU\"/>", false),
        Some("de") => ("<w:lang w:val=\"de-DE\"/>", false),
        Some("pt") => ("<w:lang w:val=\"pt-PT\"/>", false),
        _ => ("<w:lang w:val=\"en-GB\"/>", false),
    };
    Script { lang, bidi }
}

/// Properties of a right-to-left run, where the language needs them.
pub(super) fn run_properties(language: Option<&str>) -> &'static str {
    if script(language).bidi { "<w:rtl/>" } else { "" }
}

/// A paragraph style: id, name, style it is based on, paragraph and run properties.
type Style<'s> = (&'s str, &'s str, &'s str, String, &'s str);

/// The part with the styles.
pub(super) fn styles(language: Option<&str>) -> String {
    let mut out = String::from(super::package::XML);
    out.push_str(&format!("<w:styles xmlns:w=\"{}\">", super::package::MAIN));
    out.push_str(
        "<w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"SimSun\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"250\" w:lineRule=\"auto\"/>\
         </w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>\
         <w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    );
    let script = script(language);
    let bidi = if script.bidi { "<w:bidi/>" } else { "" };
    let draft = format!("{}{}", if script.bidi { "<w:rtl/>" } else { "" }, script.lang);
    for (id, name, based, paragraph, run) in [
        ("Draft", "Draft", "Normal", bidi.to_owned(), draft.as_str()),
        ("DraftText", "Draft text", "Draft", tabs(&[567]), ""),
        ("Preambular", "Draft preambular", "Draft", indent(0, 567), ""),
        ("Operative", "Draft operative", "Draft", tabs(&[1134]) + &indent(0, 567), ""),
        ("Masthead", "Draft masthead", "Draft", "<w:spacing w:after=\"60\"/>".to_owned(), ""),
        (
            "TableRow",
            "Draft table row",
            "Draft",
            "<w:spacing w:after=\"40\"/>".to_owned() + &indent(284, 0),
            SMALL,
        ),
        (
            "TableCell",
            "Draft table cell",
            "Draft",
            "<w:spacing w:before=\"20\" w:after=\"20\"/>".to_owned(),
            SMALL,
        ),
        (
            "NoteText",
            "Draft note",
            "Draft",
            tabs(&[284]) + "<w:spacing w:after=\"60\"/>" + &hanging(284, 284),
            SMALL,
        ),
    ] {
        paragraph_style(&mut out, (id, name, based, paragraph, run));
    }
    for level in 1..=LEVELS {
        let left = 567 * i32::try_from(level).unwrap_or(1);
        let item = tabs(&[left + 567]) + &hanging(left + 567, 567);
        paragraph_style(
            &mut out,
            (&format!("Item{level}"), &format!("Draft item {level}"), "Draft", item, ""),
        );
        let size = [
            "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>",
            "<w:b/><w:bCs/>",
        ];
        let run = size.get(level - 1).copied().unwrap_or("<w:b/><w:bCs/><w:i/><w:iCs/>");
        let heading = format!(
            "<w:keepNext/><w:keepLines/>{}<w:spacing w:before=\"{}\" w:after=\"120\"/>{}<w:outlineLvl w:val=\"{}\"/>",
            tabs(&[567, 1134]),
            if level == 1 { 360 } else { 240 },
            hanging(567, 567),
            level - 1
        );
        paragraph_style(
            &mut out,
            (&format!("Heading{level}"), &format!("heading {level}"), "Draft", heading, run),
        );
    }
    out.push_str(&summary_styles());
    out.push_str("</w:styles>");
    out
}

/// Ids of the styles of the summary, whatever the layout of the text.
pub(super) fn summary_ids() -> Vec<String> {
    summary()
        .into_iter()
        .map(|(id, ..)| id.to_owned())
        .chain(["SummaryBase", LINK].map(str::to_owned))
        .collect()
}

/// The style of a link.
const LINK: &str = "SummaryLink";

/// The styles of the summary. They look the same beside any others: all that a document's defaults
/// could say is said in the first.
pub(super) fn summary_styles() -> String {
    let mut out = format!(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"SummaryBase\"><w:name w:val=\"Comparison base\"/><w:pPr>\
         <w:bidi w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"250\" w:lineRule=\"auto\"/>\
         <w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/></w:pPr><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"SimSun\" w:cs=\"Times New Roman\"/>\
         <w:b w:val=\"0\"/><w:i w:val=\"0\"/><w:color w:val=\"auto\"/><w:spacing w:val=\"0\"/><w:kern w:val=\"0\"/>\
         <w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{LINK}\"><w:name w:val=\"Comparison link\"/><w:rPr>\
         <w:color w:val=\"1F4E79\"/><w:u w:val=\"single\"/></w:rPr></w:style>"
    );
    summary().into_iter().for_each(|style| paragraph_style(&mut out, style));
    out
}

fn summary() -> [Style<'static>; 8] {
    [
        ("SummaryTitle", "Comparison title", "SummaryBase", "<w:keepNext/><w:spacing w:after=\"160\"/>".to_owned(), "<w:b/><w:bCs/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"),
        ("SummaryHeading", "Comparison heading", "SummaryBase", "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>".to_owned(), "<w:b/><w:bCs/>"),
        ("SummaryText", "Comparison text", "SummaryBase", "<w:spacing w:after=\"60\"/>".to_owned(), ""),
        ("SummaryItem", "Comparison item", "SummaryBase", tabs(&[284]) + "<w:spacing w:after=\"40\"/>" + &hanging(284, 284), ""),
        ("SummaryCell", "Comparison cell", "SummaryBase", "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>".to_owned(), SMALL),
        ("SummaryHeader", "Comparison header", "SummaryBase", "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"0\"/>".to_owned(), SMALL),
        ("SummaryFooter", "Comparison footer", "SummaryBase", "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>".to_owned(), SMALL),
        ("SummaryComment", "Comparison comment", "SummaryBase", "<w:spacing w:after=\"0\"/>".to_owned(), SMALL),
    ]
}

/// Nine points.
const SMALL: &str = "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>";

fn tabs(places: &[i32]) -> String {
    let tabs: String = places.iter().map(|at| format!("<w:tab w:val=\"left\" w:pos=\"{at}\"/>")).collect();
    format!("<w:tabs>{tabs}</w:tabs>")
}

fn indent(left: i32, first: i32) -> String {
    format!("<w:ind w:left=\"{left}\" w:firstLine=\"{first}\"/>")
}

fn hanging(left: i32, back: i32) -> String {
    format!("<w:ind w:left=\"{left}\" w:hanging=\"{back}\"/>")
}

fn paragraph_style(out: &mut String, (id, name, based, paragraph, run): Style<'_>) {
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
         <w:basedOn w:val=\"{based}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    ));
}
