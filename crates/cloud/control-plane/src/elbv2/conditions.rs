//! Conditions of rules. In: conditions as requests write them, in either of their two forms. Out: checked conditions, and back again.
//! Deliberately absent: one field by name (`model::elbv2::Field` is the table), matching (the load balancer's), regular expressions
//! (refused).

use crate::quotas;
use model::elbv2::{Condition, Field, Form, Plain, Unfit, Values};
use shapes::elbv2::RuleCondition;
use shapes::{Document, Error, FromDocument, IntoDocument};

/// Reads the conditions of a rule.
pub(crate) fn read(given: Vec<RuleCondition>) -> Result<Vec<Condition>, Error> {
    if given.is_empty() {
        return Err(Error::validation("A rule must have at least one condition"));
    }
    let conditions = given.into_iter().map(read_one).collect::<Result<Vec<_>, _>>()?;
    check_fields(&conditions)?;
    check_counts(&conditions)?;
    Ok(conditions)
}

fn read_one(given: RuleCondition) -> Result<Condition, Error> {
    // As a document, every configuration is a member that the field's row names.
    let given = given.into_document();
    let field = field(&given)?;
    check_configs(&given, field)?;
    let (row, plain) = (field.row(), texts(given.get("Values")));
    let config = given.get(row.config);
    let member = |name: &str| config.and_then(|config| config.get(name));
    let values = match row.form {
        Form::Texts => Values::Texts(merge(plain, texts(member("Values")))?),
        Form::Named { member: name, .. } => {
            Values::Named(text(member(name)).unwrap_or_default(), texts(member("Values")))
        }
        Form::Pairs => {
            let pairs: Option<_> = items(member("Values")).iter().map(pair).collect();
            Values::Pairs(pairs.ok_or_else(|| refusal(field, Unfit::Empty))?)
        }
    };
    let condition = Condition { field, values };
    condition.check().map_err(|unfit| refusal(field, unfit))?;
    Ok(condition)
}

fn field(given: &Document) -> Result<Field, Error> {
    let name = given.get("Field").and_then(Document::as_str);
    let name = name.ok_or_else(|| Error::validation("A condition field must be specified"))?;
    Field::named(name).ok_or_else(|| {
        let names: Vec<&str> = Field::ALL.iter().map(|field| field.row().name).collect();
        let names = names.join(", ");
        Error::validation(format!("Condition field '{name}' must be one of '{names}'"))
    })
}

fn text(given: Option<&Document>) -> Option<String> {
    given.and_then(Document::as_str).map(str::to_owned)
}

fn items(given: Option<&Document>) -> &[Document] {
    match given {
        Some(Document::List(items)) => items,
        _ => &[],
    }
}

fn texts(given: Option<&Document>) -> Vec<String> {
    items(given).iter().filter_map(Document::as_str).map(str::to_owned).collect()
}

/// A pair that has a value; an empty key is none.
fn pair(given: &Document) -> Option<(Option<String>, String)> {
    let key = text(given.get("Key")).filter(|key| !key.is_empty());
    Some((key, text(given.get("Value"))?))
}

fn refusal(field: Field, unfit: Unfit) -> Error {
    let name = field.row().name;
    Error::validation(match unfit {
        Unfit::Empty => format!("A value must be specified for condition '{name}'"),
        Unfit::Value(bad) => format!("Condition value '{bad}' is not valid for '{name}'"),
        Unfit::Name(bad) => format!("HTTP header name '{bad}' is not valid"),
        Unfit::Elsewhere(what, field) => {
            format!("Use a condition of type '{}' for the {what} header", field.row().name)
        }
    })
}

/// A condition carries the configuration of its own field only; what would be left out is refused.
fn check_configs(given: &Document, field: Field) -> Result<(), Error> {
    let foreign = Field::ALL.iter().filter(|other| **other != field).map(|other| other.row().config);
    let ignored = (field.row().plain == Plain::Refused).then_some("Values");
    let given_in_vain = |member: &&str| match given.get(member) {
        Some(Document::List(values)) => !values.is_empty(),
        other => other.is_some(),
    };
    match foreign.chain(ignored).find(given_in_vain) {
        Some(member) => {
            let name = field.row().name;
            let text = format!("{member} cannot be specified for a condition of field '{name}'");
            Err(Error::validation(text))
        }
        None => Ok(()),
    }
}

/// The values of a condition from whichever form carries them; both may, if they agree.
fn merge(plain: Vec<String>, config: Vec<String>) -> Result<Vec<String>, Error> {
    match (plain.is_empty(), config.is_empty()) {
        (false, false) if plain != config => {
            Err(Error::validation("Condition values were specified twice and differ"))
        }
        (false, _) => Ok(plain),
        (true, _) => Ok(config),
    }
}

fn check_fields(conditions: &[Condition]) -> Result<(), Error> {
    let count = |field: Field| conditions.iter().filter(|condition| condition.field == field).count();
    match Field::ALL.iter().find(|field| field.row().once && count(**field) > 1) {
        Some(twice) => {
            let name = twice.row().name;
            Err(Error::validation(format!("A rule can only have one '{name}' condition")))
        }
        None => Ok(()),
    }
}

fn check_counts(conditions: &[Condition]) -> Result<(), Error> {
    quotas::CONDITION_VALUES.check(conditions.iter().map(|condition| condition.values.count()).sum())?;
    quotas::CONDITION_WILDCARDS.check(conditions.iter().map(Condition::wildcards).sum())
}

/// Conditions as answers show them.
pub(crate) fn write(conditions: &[Condition]) -> Vec<RuleCondition> {
    conditions.iter().map(write_one).collect()
}

fn write_one(condition: &Condition) -> RuleCondition {
    let row = condition.field.row();
    let config = match (&condition.values, row.form) {
        (Values::Texts(texts), _) => vec![("Values".into(), texts.clone().into_document())],
        (Values::Named(name, texts), Form::Named { member, .. }) => vec![
            (member.into(), name.clone().into_document()),
            ("Values".into(), texts.clone().into_document()),
        ],
        (Values::Named(..), _) => Vec::new(),
        (Values::Pairs(pairs), _) => {
            vec![("Values".into(), Document::List(pairs.iter().map(written_pair).collect()))]
        }
    };
    let mut shown = vec![
        ("Field".into(), row.name.to_owned().into_document()),
        (row.config.into(), Document::Map(config)),
    ];
    if let (Plain::Shown, Values::Texts(texts)) = (row.plain, &condition.values) {
        shown.push(("Values".into(), texts.clone().into_document()));
    }
    // Members that the shape does not have are left out; a test of every row sees that none is.
    RuleCondition::from_document(Document::Map(shown)).unwrap_or_default()
}

fn written_pair((key, value): &(Option<String>, String)) -> Document {
    let key = key.iter().map(|key| ("Key".into(), key.clone().into_document()));
    Document::Map(key.chain([("Value".into(), value.clone().into_document())]).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::elbv2::{
        HostHeaderConditionConfig, HttpHeaderConditionConfig, PathPatternConditionConfig,
        QueryStringConditionConfig, QueryStringKeyValuePair,
    };

    use super::*;

    fn plain(field: &str, values: &[&str]) -> RuleCondition {
        RuleCondition {
            field: Some(field.to_owned()),
            values: Some(values.iter().map(|&value| value.to_owned()).collect()),
            ..Default::default()
        }
    }

    fn refused(given: RuleCondition) -> String {
        read(vec![given]).unwrap_err().message
    }

    #[test]
    fn refusals_say_what_is_wrong() {
        assert_eq!(
            refused(plain("path-pattern", &["/a b"])),
            "Condition value '/a b' is not valid for 'path-pattern'"
        );
        assert_eq!(refused(plain("source-ip", &[])), "A value must be specified for condition 'source-ip'");
        assert_eq!(
            refused(plain("cookie", &["a"])),
            "Condition field 'cookie' must be one of 'path-pattern, host-header, http-header, http-request-method, \
             query-string, source-ip'"
        );
        assert_eq!(refused(RuleCondition::default()), "A condition field must be specified");
    }

    #[test]
    fn headers_have_a_name_and_pairs_of_the_query_a_value() {
        let header = |name: &str| {
            let (http_header_name, values) = (Some(name.to_owned()), Some(vec!["v".to_owned()]));
            let config = Some(HttpHeaderConditionConfig { http_header_name, values });
            let field = Some("http-header".to_owned());
            RuleCondition { field, http_header_config: config, ..Default::default() }
        };
        assert!(read(vec![header("X-Kind"), header("X-Other")]).is_ok());
        assert_eq!(refused(header("a b")), "HTTP header name 'a b' is not valid");
        assert_eq!(refused(header("Host")), "Use a condition of type 'host-header' for the host header");
        let query = |values: Vec<QueryStringKeyValuePair>| RuleCondition {
            field: Some("query-string".into()),
            query_string_config: Some(QueryStringConditionConfig { values: Some(values) }),
            ..Default::default()
        };
        let pair = |key: &str, value: &str| QueryStringKeyValuePair {
            key: Some(key.into()),
            value: Some(value.into()),
        };
        assert_eq!(refused(query(vec![])), "A value must be specified for condition 'query-string'");
        let valueless = QueryStringKeyValuePair { key: Some("k".into()), value: None };
        assert_eq!(refused(query(vec![valueless])), "A value must be specified for condition 'query-string'");
        assert_eq!(
            read(vec![query(vec![pair("", "v")])]).unwrap()[0].values,
            Values::Pairs(vec![(None, "v".to_owned())])
        );
    }

    #[test]
    fn a_rule_has_five_values_five_wildcards_and_each_field_once() {
        let many = ["/a", "/b", "/c", "/d", "/e"];
        assert!(read(vec![plain("path-pattern", &many)]).is_ok());
        let error = read(vec![plain("path-pattern", &many), plain("host-header", &["a.com"])]).unwrap_err();
        assert_eq!(error.message, "A rule can only have '5' condition values");
        assert_eq!(
            refused(plain("path-pattern", &["/******"])),
            "A rule can only have '5' condition wildcards"
        );
        let twice = vec![plain("path-pattern", &["/a"]), plain("path-pattern", &["/b"])];
        assert_eq!(read(twice).unwrap_err().message, "A rule can only have one 'path-pattern' condition");
    }

    #[test]
    fn a_condition_has_the_configuration_of_its_field() {
        let host = Some(HostHeaderConditionConfig { values: Some(vec!["a.com".into()]) });
        let foreign = RuleCondition { host_header_config: host, ..plain("path-pattern", &["/a"]) };
        assert_eq!(
            refused(foreign),
            "HostHeaderConfig cannot be specified for a condition of field 'path-pattern'"
        );
        // An empty configuration says something of another field too.
        let foreign = RuleCondition {
            host_header_config: Some(HostHeaderConditionConfig::default()),
            ..plain("path-pattern", &["/a"])
        };
        assert!(read(vec![foreign]).is_err());
        assert_eq!(
            refused(plain("http-header", &["x"])),
            "Values cannot be specified for a condition of field 'http-header'"
        );
    }

    #[test]
    fn the_two_forms_of_values_agree() {
        let config = |value: &str| Some(PathPatternConditionConfig { values: Some(vec![value.to_owned()]) });
        let both = |value: &str| RuleCondition {
            path_pattern_config: config(value),
            ..plain("path-pattern", &["/a"])
        };
        assert_eq!(read(vec![both("/a")]).unwrap(), [Condition::of(Field::PathPattern, &["/a"])]);
        assert_eq!(refused(both("/b")), "Condition values were specified twice and differ");
    }

    #[test]
    fn every_field_is_shown_with_its_configuration_and_read_again() {
        for &field in Field::ALL {
            let (row, text) = (field.row(), ["a.com", "/a", "GET", "10.0.0.0/8"]);
            let good = || text.into_iter().find(|text| (row.is_value)(text)).unwrap().to_owned();
            let values = match row.form {
                Form::Texts => Values::Texts(vec![good()]),
                Form::Named { .. } => Values::Named("x-kind".to_owned(), vec![good()]),
                Form::Pairs => Values::Pairs(vec![(None, good()), (Some(good()), good())]),
            };
            let condition = Condition { field, values };
            let shown = write(std::slice::from_ref(&condition));
            let document = shown[0].clone().into_document();
            assert_eq!(document.get("Field").and_then(Document::as_str), Some(row.name));
            assert!(
                document.get(row.config).is_some_and(|config| config.get("Values").is_some()),
                "{document:?}"
            );
            assert_eq!(document.get("Values").is_some(), row.plain == Plain::Shown);
            assert_eq!(read(shown).unwrap(), [condition]);
        }
    }
}
