//! Patterns as AWS documents them, each with messages it means and does not mean; and any text at all.

use proptest::prelude::*;

use super::*;

fn matches(pattern: &str, message: &str) -> bool {
    Pattern::parse(pattern).unwrap_or_else(|bad| panic!("{pattern}: {bad}")).matches(message)
}

fn refused(pattern: &str) -> String {
    Pattern::parse(pattern).expect_err(pattern).0
}

/// Each pattern with what it means and what it does not.
fn table(cases: &[(&str, &[&str], &[&str])]) {
    for (pattern, yes, no) in cases {
        yes.iter().for_each(|message| assert!(matches(pattern, message), "{pattern} means {message}"));
        no.iter()
            .for_each(|message| assert!(!matches(pattern, message), "{pattern} does not mean {message}"));
    }
}

#[test]
fn terms() {
    table(&[
        ("", &["anything", ""], &[]),
        ("\" \"", &["anything"], &[]),
        ("ERROR", &["[ERROR 400] BAD"], &["error", "ERRO R"]),
        ("ERROR ARGUMENTS", &["[ERROR] INVALID ARGUMENTS"], &["[ERROR] 401", "ARGUMENTS"]),
        ("?ERROR ?ARGUMENTS", &["ERROR", "ARGUMENTS"], &["INFO"]),
        ("plain ?other", &["plain"], &["other"]),
        ("ERROR -ARGUMENTS", &["[ERROR] 401"], &["[ERROR] ARGUMENTS", "INFO"]),
        ("-\"GET /health\"", &["GET /"], &["GET /health 200"]),
        ("\"INTERNAL SERVER ERROR\"", &["[ERROR 500] INTERNAL SERVER ERROR"], &["INTERNAL ERROR"]),
        (r#""say \"hi\"""#, &[r#"say "hi""#], &["say hi"]),
        ("%ERROR|WARN%", &["a WARN b", "ERROR"], &["INFO"]),
        ("%^[0-9]{3} % -%5[0-9]{2}%", &["404 x"], &["500 x", "a 404"]),
        (r"%127\.0\.0\.[1-9]%", &["127.0.0.1"], &["127.0.0.0", "127a0b0c1"]),
    ]);
}

#[test]
fn json() {
    let event = r#"{"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another"],
        "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "flag": true, "off": false,
        "n": 3.5, "user.name": "x", "nested": {"deep": {"k": "v"}}, "quoted": "a\u0062c"}"#;
    let yes = [
        r#"{ $.eventType = "UpdateTrail" }"#,
        "{$.eventType=UpdateTrail}",
        "{ $.eventType = Update* }",
        "{ $.eventType = \"*Trail\" && $.n > 3 }",
        "{ $.eventType = %Update[A-Z]% }",
        "{ $.sourceIPAddress != 123.123.* }",
        r#"{ $.arrayKey[0] = "value" }"#,
        r#"{ $.arrayKey[*] = "another" }"#,
        "{ $.objectList[1].id = 2 }",
        "{ $.objectList[*].id = 2 }",
        "{ $.SomeObject IS NULL }",
        "{ $.SomeOtherObject NOT EXISTS }",
        "{ $.flag IS TRUE }",
        "{ $.off IS FALSE }",
        "{ $.n >= 3.5 && $.n <= 35e-1 }",
        "{ $.n = 3.5 }",
        r#"{ $.['user.name'] = "x" }"#,
        r#"{ $.nested.deep.k = "v" }"#,
        "{ ($.n = 1 || $.n = 3.5) && ($.flag IS TRUE) }",
        "{ $.n = 1 && $.n = 2 || $.flag IS TRUE }",
        r#"{ $.quoted = "abc" }"#,
    ];
    let no = [
        r#"{ $.eventType = "Update" }"#,
        "{ $.eventType != UpdateTrail }",
        "{ $.missing != 1 }",
        "{ $.missing IS NULL }",
        "{ $.SomeObject NOT EXISTS }",
        "{ $.eventType > 1 }",
        "{ $.n < 3.5 }",
        "{ $.arrayKey[2] = value }",
        "{ $.nested = \"*\" }",
        "{ $.n = 1 && ($.n = 2 || $.flag IS TRUE) }",
    ];
    yes.iter().for_each(|pattern| assert!(matches(pattern, event), "{pattern}"));
    no.iter().for_each(|pattern| assert!(!matches(pattern, event), "{pattern}"));
    assert!(
        !matches("{ $.a = 1 }", "not json")
            && !matches("{ $.a = 1 }", "[1]")
            && !matches("{ $.a = 1 }", "{\"a\": 1")
    );
}

#[test]
fn delimited() {
    let line = r#"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534"#;
    let yes = [
        "[ip, id, user, timestamp, request, status_code, size]",
        "[ip, id, user, timestamp, request =*.html*, status_code = 4*, size]",
        "[..., status_code = 4*, size > 1000]",
        "[ip=%127\\.0\\.0\\.[1-9]%, ...]",
        "[ip, ..., size]",
        "[ip, user, ..., status_code = 404 || status_code = 410, size]",
        "[ip, ..., (status_code = 4* && status_code != 403), size]",
        "[..., request = \"GET*\", status_code, size = 1534]",
        "[..., request =*.html*, status_code = 4*,]",
        "[ip,,,,, status_code = 404, size]",
        "[]",
    ];
    let no = [
        "[ip, user, username]",
        "[..., status_code = 5*, size]",
        "[..., size > 2000]",
        "[ip != 127.0.0.1, ...]",
        "[..., status_code != 404, size]",
        "[ip,,]",
    ];
    yes.iter().for_each(|pattern| assert!(matches(pattern, line), "{pattern}"));
    no.iter().for_each(|pattern| assert!(!matches(pattern, line), "{pattern}"));
    assert!(matches("[w1=ERROR||w1=%WARN%, w2]", "WARNING x") && !matches("[w1=ERROR, w2]", "ERROR x y"));
}

#[test]
fn what_matches_says_values() {
    let pattern = Pattern::parse("[ip, ..., status = 4*, size]").unwrap();
    let line = "10.0.0.1 a b 404 77";
    let found = pattern.find(line).unwrap();
    assert_eq!(found.value("$size").as_deref(), Some("77"));
    assert_eq!(found.value("$nothing"), None);
    assert_eq!(pattern.extracted(&found)["$status"], "404");
    assert!(pattern.knows("$ip") && !pattern.knows("$.ip") && !pattern.knows("$other"));
    assert_eq!(found.value("$2").as_deref(), Some("a"));
    assert!(pattern.knows("$2") && pattern.knows("$5") && !pattern.knows("$1") && !pattern.knows("$0"));
    let pattern = Pattern::parse("[,, c]").unwrap();
    let found = pattern.find("x y z").unwrap();
    let words =
        [("$1", "x"), ("$2", "y"), ("$c", "z")].map(|(name, word)| (name.to_owned(), word.to_owned()));
    assert_eq!(pattern.extracted(&found), words.into());
    assert!(pattern.knows("$1") && pattern.knows("$2") && !pattern.knows("$3"));
    let pattern = Pattern::parse("{ $.a.b = 1 || $.c = x }").unwrap();
    let found = pattern.find(r#"{"a": {"b": 1}, "d": 2.5}"#).unwrap();
    assert_eq!((found.value("$.d").as_deref(), found.value("$.c")), (Some("2.5"), None));
    assert_eq!(pattern.extracted(&found).into_iter().collect::<Vec<_>>(), [("$.a.b".into(), "1".into())]);
    assert!(pattern.knows("$.any") && !pattern.knows("$any"));
}

#[test]
fn a_needle_is_in_every_match() {
    let needle = |pattern: &str| Pattern::parse(pattern).unwrap().needle().map(str::to_owned);
    assert_eq!(needle("a \"longer phrase\" -never"), Some("longer phrase".into()));
    assert_eq!(needle("?one ?two"), None);
    assert_eq!(needle("?one"), Some("one".into()));
    assert_eq!(needle("%a%"), None);
    assert_eq!(needle("[a = x*, b = exact]"), Some("exact".into()));
    assert_eq!(needle("[a = x || a = y]"), None);
    assert_eq!(needle("{ $.a = \"text\" }"), None);
}

#[test]
fn bad_patterns_are_refused_with_their_place() {
    for bad in [
        "\"open",
        "?",
        "-",
        "a \"b\\",
        "%open",
        "%%",
        "%a(b)%",
        "%[%",
        "{ $.a = 1",
        "{ $.a }",
        "{ a = 1 }",
        "{ $ = 1 }",
        "{ $.a > x }",
        "{ $.a = 1 } x",
        "{ $.a = 1 &| $.b = 2 }",
        "{ $.a IS GOOD }",
        "{ $.a NOT }",
        "{ $.a[*].b[*] = 1 }",
        "{}",
        "[",
        "[] x",
        "[a, a]",
        "[a, ..., b, ...]",
        "[a = 1 || b = 2]",
        "[a = ]",
        "[a] x",
        "[a && a = 1]",
        "{ $.a = %a% && $.b = %b% && $.c = %c% }",
    ] {
        assert!(!refused(bad).is_empty());
    }
    assert_eq!(refused("a:b"), "Invalid character(s) in term 'a:b'");
    assert_eq!(
        refused("{ $.a ~ 1 }"),
        "Invalid filter pattern: a comparison (=, !=, <, <=, >, >=) is expected before '~ 1 }'"
    );
    assert!(refused(&"x".repeat(1025)).contains("1024"));
    assert!(refused(&format!("{{ {} $.a = 1 }}", "(".repeat(40))).contains("parentheses"));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(pattern in "[\\[\\]{}$.a-c0-3 =!<>&|,()%\"?*\\\\-]{0,60}", message in "\\PC{0,60}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            let found = pattern.find(&message);
            prop_assert_eq!(found.is_some(), pattern.matches(&message));
            if let (Some(_), Some(needle)) = (found, pattern.needle()) {
                prop_assert!(message.contains(needle));
            }
        }
    }

    #[test]
    fn nor_does_any_text(pattern in "\\PC{0,200}", message in "\\PC{0,200}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            pattern.matches(&message);
        }
    }
}
