//! Small cases, each with the marks that a person would make.

use super::making::{compared, file};
use super::marks::marks;

/// The marks between two texts, one paragraph a line.
fn redline(old: &[&str], new: &[&str]) -> Vec<String> {
    let (documents, comparison) = compared(&old.join("\n\n"), &new.join("\n\n"));
    let marks = marks(&file(&documents, &comparison));
    let lines: Vec<String> = marks.lines().map(str::to_owned).collect();
    assert_eq!(lines.last().map(String::as_str), Some("¶"), "the last paragraph is untouched");
    lines[..lines.len() - 1].to_vec()
}

const BOATS: &str = "The harbour master counts the fishing boats each morning.";
const NETS: &str = "Nets that are torn shall be mended before the herring comes.";
const LIGHTS: &str = "Every lamp on the pier burns from dusk until the last ferry.";
const TOLLS: &str = "Tolls are paid at the lock, and nobody is exempt from them.";
const ROPES: &str = "Ropes are coiled clockwise by every crew.";
const GULLS: &str = "Gulls may not be fed on the market square.";
const BELL: &str = "The bell rings twice when fog closes the entrance.";

fn kept(text: &str) -> String {
    format!("{text}¶")
}

/// Numbers typed before paragraphs.
fn numbered(texts: &[&str]) -> Vec<String> {
    texts.iter().enumerate().map(|(n, text)| format!("{}. {text}", n + 1)).collect()
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn a_move() {
    assert_eq!(
        redline(&[BOATS, NETS, LIGHTS, TOLLS], &[NETS, LIGHTS, TOLLS, BOATS]),
        [
            format!("{{<1 {BOATS}<}}{{<1 ¶<}}"),
            kept(NETS),
            kept(LIGHTS),
            kept(TOLLS),
            format!("{{>1 {BOATS}>}}{{>1 ¶>}}"),
        ]
    );
}

#[test]
fn a_move_and_one_word() {
    let new = BOATS.replace("morning", "evening");
    assert_eq!(
        redline(&[BOATS, NETS, LIGHTS, TOLLS], &[NETS, LIGHTS, TOLLS, &new]),
        [
            "{<1 The harbour master counts the fishing boats each <}{-morning-}{<1 .<}{<1 ¶<}".to_owned(),
            kept(NETS),
            kept(LIGHTS),
            kept(TOLLS),
            "{>1 The harbour master counts the fishing boats each >}{+evening+}{>1 .>}{>1 ¶>}".to_owned(),
        ]
    );
}

#[test]
fn one_of_seven_numbered_paragraphs_moved() {
    let old = numbered(&[BOATS, NETS, LIGHTS, TOLLS, ROPES, GULLS, BELL]);
    let new = numbered(&[BOATS, GULLS, NETS, LIGHTS, TOLLS, ROPES, BELL]);
    assert_eq!(
        redline(&strs(&old), &strs(&new)),
        [
            format!("1.→{BOATS}¶"),
            format!("{{+2.+}}{{>1 →{GULLS}>}}{{>1 ¶>}}"),
            format!("{{-2.-}}{{+3.+}}→{NETS}¶"),
            format!("{{-3.-}}{{+4.+}}→{LIGHTS}¶"),
            format!("{{-4.-}}{{+5.+}}→{TOLLS}¶"),
            format!("{{-5.-}}{{+6.+}}→{ROPES}¶"),
            format!("{{-6.-}}{{<1 →{GULLS}<}}{{<1 ¶<}}"),
            format!("7.→{BELL}¶"),
        ]
    );
}

#[test]
fn a_paragraph_put_in_at_the_top_of_numbered_ones() {
    let (old, new) = (numbered(&[BOATS, NETS, LIGHTS]), numbered(&[ROPES, BOATS, NETS, LIGHTS]));
    assert_eq!(
        redline(&strs(&old), &strs(&new)),
        [
            format!("{{+1.→{ROPES}+}}{{+¶+}}"),
            format!("{{-1.-}}{{+2.+}}→{BOATS}¶"),
            format!("{{-2.-}}{{+3.+}}→{NETS}¶"),
            format!("{{-3.-}}{{+4.+}}→{LIGHTS}¶"),
        ]
    );
}

#[test]
fn a_split() {
    let whole = format!("{BOATS} {NETS}");
    assert_eq!(
        redline(&[LIGHTS, &whole, TOLLS], &[LIGHTS, BOATS, NETS, TOLLS]),
        [kept(LIGHTS), format!("{BOATS}{{- -}}{{+¶+}}"), kept(NETS), kept(TOLLS)]
    );
}

#[test]
fn a_merger() {
    let whole = format!("{BOATS} {NETS}");
    assert_eq!(
        redline(&[LIGHTS, BOATS, NETS, TOLLS], &[LIGHTS, &whole, TOLLS]),
        [kept(LIGHTS), format!("{BOATS}{{+ +}}{{-¶-}}"), kept(NETS), kept(TOLLS)]
    );
}

#[test]
fn a_split_with_an_edit_in_each_half() {
    let whole = format!("{BOATS} {NETS}");
    let halves = [BOATS.replace("each", "every"), NETS.replace("herring", "mackerel")];
    assert_eq!(
        redline(&[LIGHTS, &whole, TOLLS], &[LIGHTS, &halves[0], &halves[1], TOLLS]),
        [
            kept(LIGHTS),
            "The harbour master counts the fishing boats {-each-}{+every+} morning.{- -}{+¶+}".to_owned(),
            "Nets that are torn shall be mended before the {-herring-}{+mackerel+} comes.¶".to_owned(),
            kept(TOLLS),
        ]
    );
}

#[test]
fn one_of_several_that_are_nearly_alike_dropped() {
    let report = |of: &str| {
        format!("The Committee took note of the report on harbour {of} and decided to keep it under review.")
    };
    let [dues, lights, pilots] = ["dues", "lights", "pilots"].map(report);
    assert_eq!(
        redline(&[LIGHTS, &dues, &lights, &pilots, TOLLS], &[LIGHTS, &dues, &pilots, TOLLS]),
        [kept(LIGHTS), kept(&dues), format!("{{-{lights}-}}{{-¶-}}"), kept(&pilots), kept(TOLLS)]
    );
}

#[test]
fn only_quotes_and_spaces_changed() {
    assert_eq!(
        redline(
            &["He said \"boats\" and 'nets' - no more."],
            &["He said “boats” and ‘nets’\u{A0}- no more."]
        ),
        ["He said {-\"-}{+“+}boats{-\"-}{+”+} and {-'-}{+‘+}nets{-' -}{+’\u{A0}+}- no more.¶"]
    );
}

#[test]
fn neighbours_swapped() {
    assert_eq!(
        redline(&[BOATS, NETS, LIGHTS, TOLLS], &[BOATS, LIGHTS, NETS, TOLLS]),
        [
            kept(BOATS),
            format!("{{<1 {NETS}<}}{{<1 ¶<}}"),
            kept(LIGHTS),
            format!("{{>1 {NETS}>}}{{>1 ¶>}}"),
            kept(TOLLS),
        ]
    );
}
