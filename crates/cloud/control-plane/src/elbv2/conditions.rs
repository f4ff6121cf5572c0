//! Conditions of rules. In: conditions as requests write them, in either of their two forms. Out: checked conditions, and back again.
//! Deliberately absent: matching (the load balancer's) and regular expressions (refused).

use model::AddressBlock;
use model::elbv2::Condition;
use shapes::Error;
use shapes::elbv2::{
    HostHeaderConditionConfig, HttpHeaderConditionConfig, HttpRequestMethodConditionConfig,
    PathPatternConditionConfig, QueryStringConditionConfig, QueryStringKeyValuePair, RuleCondition,
    SourceIpConditionConfig,
};

/// Condition values in one rule.
pub(crate) const MOST_VALUES: usize = 5;

/// Wildcard characters in one rule.
pub(crate) const MOST_WILDCARDS: usize = 5;

/// Characters in one pattern.
const LONGEST: usize = 128;

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
    check_regex(&given)?;
    check_configs(&given)?;
    let plain = given.values.filter(|values| !values.is_empty());
    let condition = match given.field.as_deref() {
        Some("path-pattern") => {
            let values = merge(plain, given.path_pattern_config.and_then(|config| config.values))?;
            Condition::PathPattern(checked("path-pattern", values, check_path)?)
        }
        Some("host-header") => {
            let values = merge(plain, given.host_header_config.and_then(|config| config.values))?;
            Condition::HostHeader(checked("host-header", values, check_host)?)
        }
        Some("http-request-method") => {
            let values = merge(plain, given.http_request_method_config.and_then(|config| config.values))?;
            Condition::RequestMethod(checked("http-request-method", values, check_method)?)
        }
        Some("source-ip") => {
            let values = merge(plain, given.source_ip_config.and_then(|config| config.values))?;
            Condition::SourceIp(checked("source-ip", values, check_cidr)?)
        }
        Some("http-header") => read_header(given.http_header_config.unwrap_or_default())?,
        Some("query-string") => read_query(given.query_string_config.unwrap_or_default())?,
        Some(other) => {
            return Err(Error::validation(format!("Condition field '{other}' must be one of '{FIELDS}'")));
        }
        None => return Err(Error::validation("A condition field must be specified")),
    };
    Ok(condition)
}

const FIELDS: &str = "path-pattern, host-header, http-header, http-request-method, query-string, source-ip";

fn check_regex(given: &RuleCondition) -> Result<(), Error> {
    let some = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let used = some(&given.regex_values)
        || given.path_pattern_config.as_ref().is_some_and(|config| some(&config.regex_values))
        || given.host_header_config.as_ref().is_some_and(|config| some(&config.regex_values))
        || given.http_header_config.as_ref().is_some_and(|config| some(&config.regex_values));
    if used {
        return Err(Error::validation("RegexValues are not in this product yet; see SCOPE.md"));
    }
    Ok(())
}

/// A condition carries the configuration of its own field only; what would be left out is refused.
fn check_configs(given: &RuleCondition) -> Result<(), Error> {
    let field = given.field.as_deref().unwrap_or_default();
    let plain = given.values.as_ref().is_some_and(|values| !values.is_empty());
    let present = [
        ("path-pattern", "PathPatternConfig", given.path_pattern_config.is_some()),
        ("host-header", "HostHeaderConfig", given.host_header_config.is_some()),
        ("http-request-method", "HttpRequestMethodConfig", given.http_request_method_config.is_some()),
        ("source-ip", "SourceIpConfig", given.source_ip_config.is_some()),
        ("http-header", "HttpHeaderConfig", given.http_header_config.is_some()),
        ("query-string", "QueryStringConfig", given.query_string_config.is_some()),
    ];
    let foreign = present.iter().find(|(owner, _, given)| *given && *owner != field);
    let ignored = (plain && matches!(field, "http-header" | "query-string")).then_some("Values");
    match foreign.map(|(_, config, _)| *config).or(ignored) {
        Some(config) if FIELDS.split(", ").any(|known| known == field) => {
            let text = format!("{config} cannot be specified for a condition of field '{field}'");
            Err(Error::validation(text))
        }
        _ => Ok(()),
    }
}

/// The values of a condition from whichever form carries them; both may, if they agree.
fn merge(plain: Option<Vec<String>>, config: Option<Vec<String>>) -> Result<Vec<String>, Error> {
    match (plain, config.filter(|values| !values.is_empty())) {
        (Some(plain), Some(config)) if plain != config => {
            Err(Error::validation("Condition values were specified twice and differ"))
        }
        (plain, config) => Ok(plain.or(config).unwrap_or_default()),
    }
}

/// Values that all pass `check`; at least one.
fn checked(field: &str, values: Vec<String>, check: fn(&str) -> bool) -> Result<Vec<String>, Error> {
    if values.is_empty() {
        return Err(Error::validation(format!("A value must be specified for condition '{field}'")));
    }
    match values.iter().find(|value| value.is_empty() || value.len() > LONGEST || !check(value)) {
        Some(bad) => Err(Error::validation(format!("Condition value '{bad}' is not valid for '{field}'"))),
        None => Ok(values),
    }
}

fn check_path(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$/~\"'@:+&*?".contains(&byte))
}

/// A dot, and only letters (or wildcards) after the last one.
fn check_host(value: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-.*?".contains(&byte);
    let last = value.rsplit_once('.').map(|(_, last)| last);
    let letters = |last: &str| {
        !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphabetic() || b"*?".contains(&byte))
    };
    value.bytes().all(known) && last.is_some_and(letters)
}

fn check_method(value: &str) -> bool {
    value.len() <= 40 && value.bytes().all(|byte| byte.is_ascii_uppercase() || b"-_".contains(&byte))
}

/// An address block; the broadcast address is refused.
fn check_cidr(value: &str) -> bool {
    AddressBlock::parse(value).is_some() && value != "255.255.255.255/32"
}

fn check_text(value: &str) -> bool {
    value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn read_header(config: HttpHeaderConditionConfig) -> Result<Condition, Error> {
    let name = config.http_header_name.unwrap_or_default();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"*-!#$%&'+.^_`|~".contains(&byte);
    if name.is_empty() || name.len() > 40 || !name.bytes().all(token) {
        return Err(Error::validation(format!("HTTP header name '{name}' is not valid")));
    }
    if name.eq_ignore_ascii_case("host") {
        return Err(Error::validation("Use a condition of type 'host-header' for the host header"));
    }
    let values = checked("http-header", config.values.unwrap_or_default(), check_text)?;
    Ok(Condition::HttpHeader(name, values))
}

fn read_query(config: QueryStringConditionConfig) -> Result<Condition, Error> {
    let mut pairs = Vec::new();
    for pair in config.values.unwrap_or_default() {
        let key = pair.key.filter(|key| !key.is_empty());
        let key = key.map(|key| checked("query-string", vec![key], check_text)).transpose()?;
        let value = checked("query-string", pair.value.into_iter().collect(), check_text)?;
        pairs.extend(value.into_iter().map(|value| (key.as_ref().map(|key| key[0].clone()), value)));
    }
    if pairs.is_empty() {
        return Err(Error::validation("A value must be specified for condition 'query-string'"));
    }
    Ok(Condition::QueryString(pairs))
}

/// Fields other than http-header and query-string come once.
fn check_fields(conditions: &[Condition]) -> Result<(), Error> {
    for field in ["path-pattern", "host-header", "http-request-method", "source-ip"] {
        if conditions.iter().filter(|condition| field_of(condition) == field).count() > 1 {
            return Err(Error::validation(format!("A rule can only have one '{field}' condition")));
        }
    }
    Ok(())
}

fn check_counts(conditions: &[Condition]) -> Result<(), Error> {
    let patterns: Vec<String> = conditions.iter().flat_map(patterns_of).collect();
    let values: usize = conditions.iter().map(value_count).sum();
    if values > MOST_VALUES {
        return Err(Error::validation(format!("A rule can only have '{MOST_VALUES}' condition values")));
    }
    if patterns.iter().flat_map(|text| text.bytes()).filter(|byte| b"*?".contains(byte)).count()
        > MOST_WILDCARDS
    {
        return Err(Error::validation(format!(
            "A rule can only have '{MOST_WILDCARDS}' condition wildcards"
        )));
    }
    Ok(())
}

fn value_count(condition: &Condition) -> usize {
    match condition {
        Condition::PathPattern(values)
        | Condition::HostHeader(values)
        | Condition::RequestMethod(values)
        | Condition::HttpHeader(_, values)
        | Condition::SourceIp(values) => values.len(),
        Condition::QueryString(pairs) => pairs.len(),
    }
}

/// The texts of a condition in which wildcards work.
fn patterns_of(condition: &Condition) -> Vec<String> {
    match condition {
        Condition::PathPattern(values) | Condition::HostHeader(values) | Condition::HttpHeader(_, values) => {
            values.clone()
        }
        Condition::QueryString(pairs) => {
            pairs.iter().flat_map(|(key, value)| key.iter().chain([value])).cloned().collect()
        }
        Condition::RequestMethod(_) | Condition::SourceIp(_) => vec![],
    }
}

fn field_of(condition: &Condition) -> &'static str {
    match condition {
        Condition::PathPattern(_) => "path-pattern",
        Condition::HostHeader(_) => "host-header",
        Condition::RequestMethod(_) => "http-request-method",
        Condition::HttpHeader(..) => "http-header",
        Condition::QueryString(_) => "query-string",
        Condition::SourceIp(_) => "source-ip",
    }
}

/// Conditions as answers show them; paths and hosts in both forms.
pub(crate) fn write(conditions: &[Condition]) -> Vec<RuleCondition> {
    conditions.iter().map(write_one).collect()
}

fn write_one(condition: &Condition) -> RuleCondition {
    let mut shown = RuleCondition { field: Some(field_of(condition).to_owned()), ..Default::default() };
    match condition {
        Condition::PathPattern(values) => {
            shown.values = Some(values.clone());
            shown.path_pattern_config =
                Some(PathPatternConditionConfig { values: Some(values.clone()), regex_values: None });
        }
        Condition::HostHeader(values) => {
            shown.values = Some(values.clone());
            shown.host_header_config =
                Some(HostHeaderConditionConfig { values: Some(values.clone()), regex_values: None });
        }
        Condition::RequestMethod(values) => {
            shown.http_request_method_config =
                Some(HttpRequestMethodConditionConfig { values: Some(values.clone()) });
        }
        Condition::HttpHeader(name, values) => {
            shown.http_header_config = Some(HttpHeaderConditionConfig {
                http_header_name: Some(name.clone()),
                values: Some(values.clone()),
                regex_values: None,
            });
        }
        Condition::QueryString(pairs) => {
            let pair = |(key, value): &(Option<String>, String)| QueryStringKeyValuePair {
                key: key.clone(),
                value: Some(value.clone()),
            };
            shown.query_string_config =
                Some(QueryStringConditionConfig { values: Some(pairs.iter().map(pair).collect()) });
        }
        Condition::SourceIp(values) => {
            shown.source_ip_config = Some(SourceIpConditionConfig { values: Some(values.clone()) });
        }
    }
    shown
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn plain(field: &str, values: &[&str]) -> RuleCondition {
        RuleCondition {
            field: Some(field.to_owned()),
            values: Some(values.iter().map(|&value| value.to_owned()).collect()),
            ..Default::default()
        }
    }

    fn good(field: &str, value: &str) -> bool {
        read(vec![plain(field, &[value])]).is_ok()
    }

    #[test]
    fn values_have_the_characters_of_their_field() {
        assert!(
            good("path-pattern", "/iridium*") && !good("path-pattern", "/a b") && !good("path-pattern", "")
        );
        assert!(!good("path-pattern", &"a".repeat(129)));
        assert!(good("host-header", "*.example.com") && !good("host-header", "localhost"));
        assert!(!good("host-header", "10.0.0.1"));
        assert!(good("http-request-method", "PURGE") && !good("http-request-method", "get"));
        assert!(good("source-ip", "10.0.0.0/8") && good("source-ip", "2001:db8::/32"));
        assert!(!good("source-ip", "10.0.0.0/33") && !good("source-ip", "255.255.255.255/32"));
        assert!(!good("cookie", "a"));
    }

    #[test]
    fn a_rule_has_five_values_five_wildcards_and_each_field_once() {
        let many = ["/a", "/b", "/c", "/d", "/e"];
        assert!(read(vec![plain("path-pattern", &many)]).is_ok());
        let error = read(vec![plain("path-pattern", &many), plain("host-header", &["a.com"])]).unwrap_err();
        assert_eq!(error.message, "A rule can only have '5' condition values");
        assert!(read(vec![plain("path-pattern", &["/******"])]).is_err());
        let twice = vec![plain("path-pattern", &["/a"]), plain("path-pattern", &["/b"])];
        assert!(read(twice).is_err());
    }

    #[test]
    fn a_condition_has_the_configuration_of_its_field() {
        let host = Some(HostHeaderConditionConfig { values: Some(vec!["a.com".into()]), regex_values: None });
        let foreign = RuleCondition { host_header_config: host, ..plain("path-pattern", &["/a"]) };
        let error = read(vec![foreign]).unwrap_err();
        assert_eq!(
            error.message,
            "HostHeaderConfig cannot be specified for a condition of field 'path-pattern'"
        );
        let error = read(vec![plain("http-header", &["x"])]).unwrap_err();
        assert_eq!(error.message, "Values cannot be specified for a condition of field 'http-header'");
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let query = QueryStringKeyValuePair { key: None, value: Some("v*".into()) };
        let given = vec![
            plain("path-pattern", &["/a"]),
            RuleCondition {
                field: Some("query-string".into()),
                query_string_config: Some(QueryStringConditionConfig { values: Some(vec![query]) }),
                ..Default::default()
            },
        ];
        let conditions = read(given).unwrap();
        assert_eq!(read(write(&conditions)).unwrap(), conditions);
    }
}
