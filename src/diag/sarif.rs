//! Diagnostics → SARIF 2.1.0, the format in which editors and the services that review code
//! take findings. <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Diagnostic, Rule, Severity, explanation};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run of the program as a SARIF log. `file_of` says where the note of a diagnostic
/// lies, with `/` between its parts, as seen from the folder that the program runs in.
pub fn sarif(problems: &[Diagnostic], file_of: impl Fn(&Diagnostic) -> String) -> Value {
    let used: BTreeSet<Rule> = problems.iter().map(|problem| problem.rule).collect();
    let rules: Vec<Rule> = used.into_iter().collect();
    let results = problems
        .iter()
        .map(|problem| result(problem, &rules, file_of(problem)));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().copied().map(descriptor).collect::<Vec<_>>(),
                },
            },
            // Columns are counted in characters, as in our messages, not in UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn descriptor(rule: Rule) -> Value {
    let summary = rule.summary();
    let text = explanation(rule.code()).unwrap_or(summary);
    json!({
        "id": rule.code(),
        "shortDescription": { "text": summary },
        "help": { "text": rule.help().unwrap_or(summary), "markdown": text },
        "defaultConfiguration": { "level": level(rule.severity()) },
    })
}

fn result(problem: &Diagnostic, rules: &[Rule], file: String) -> Value {
    let text = match &problem.help {
        Some(help) => format!("{}\n{help}", problem.message),
        None => problem.message.clone(),
    };
    let mut location = json!({ "artifactLocation": { "uri": uri(&file) } });
    if let Some(place) = &problem.place {
        let marked = place.source.get(place.mark.clone()).unwrap_or_default();
        location["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column as usize + marked.chars().count(),
        });
    }
    json!({
        "ruleId": problem.rule.code(),
        "ruleIndex": rules.binary_search(&problem.rule).ok(),
        "level": level(problem.rule.severity()),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location }],
    })
}

/// SARIF's word.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a reference: what means something in a URI is escaped, and an absolute path
/// gets its scheme.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    if file.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::text::{LineIndex, Span};

    #[test]
    fn a_finding_names_its_rule_its_file_and_its_place() {
        let text = "Eis ö [00:75:00].\n";
        let place = Place::new(text, &LineIndex::new(text), Span::new(7, 17));
        let found = [
            Diagnostic::new(Rule::NotUtf8, "b.md", "not UTF-8"),
            Diagnostic::new(Rule::TimecodeImpossible, "a b.md", "no such moment").at(place),
        ];
        let log = sarif(&found, |problem| format!("notes/{}", problem.path));
        let run = &log["runs"][0];
        let rules = &run["tool"]["driver"]["rules"];
        assert_eq!(rules.as_array().map(Vec::len), Some(2));
        for (result, problem) in run["results"]
            .as_array()
            .expect("results")
            .iter()
            .zip(&found)
        {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(rules[index]["id"], problem.rule.code());
            assert_eq!(result["ruleId"], problem.rule.code());
        }
        let location = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "notes/a%20b.md");
        let region = json!({ "startLine": 1, "startColumn": 7, "endColumn": 17 });
        assert_eq!(location["region"], region);
        assert_eq!(run["results"][0]["level"], "error");
    }

    #[test]
    fn an_absolute_path_gets_its_scheme() {
        assert_eq!(uri("/home/ö.md"), "file:///home/%C3%B6.md");
        assert_eq!(uri("-a:b.md"), "-a%3Ab.md");
    }
}
