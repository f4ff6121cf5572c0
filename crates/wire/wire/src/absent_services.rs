//! The services of AWS that are not in this product, and which of them is meant. In: `absent_services.txt`, whose head says what its
//! columns are; what a request shows. Out: a [`Service`]. Never here: requests, refusals.

use std::sync::LazyLock;

/// A service that is not here.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Service {
    /// what its requests are signed for: `lambda`; at least one
    pub(crate) signing_names: Vec<&'static str>,
    /// as AWS has it: `AWS Lambda`
    pub(crate) full_name: &'static str,
    /// as botocore has them: `rest-json`
    protocols: Vec<&'static str>,
    clues: Vec<(&'static str, &'static str)>,
    /// how to do without it, if there is a way
    pub(crate) instead: Option<&'static str>,
}

/// How a request says what it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner<'a> {
    /// by a name in a header or a path of its own: JSON, CBOR
    Named,
    /// by `Action`, of this `Version`, which may be empty
    Query(&'a str),
    /// by its path
    Rest(&'a str),
}

static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    include_str!("absent_services.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(Service::parse)
        .collect()
});

impl Service {
    fn parse(line: &'static str) -> Option<Service> {
        let mut columns = line.split(" | ");
        let (names, full_name, how) = (columns.next()?, columns.next()?, columns.next()?);
        let instead = columns.next().and_then(|column| column.strip_prefix("instead: "));
        let (clues, protocols): (Vec<_>, Vec<_>) = how.split(' ').partition(|word| word.contains('='));
        let clues = clues.into_iter().filter_map(|clue| clue.split_once('=')).collect();
        Some(Service { signing_names: names.split(',').collect(), full_name, protocols, clues, instead })
    }

    /// The first name its requests are signed for.
    pub(crate) fn name(&self) -> &'static str {
        self.signing_names.first().copied().unwrap_or_default()
    }

    /// Whether it speaks this protocol.
    pub(crate) fn speaks(&self, protocol: &str) -> bool {
        self.protocols.contains(&protocol)
    }

    fn clues(&self, kind: &str) -> impl Iterator<Item = &'static str> {
        self.clues.iter().filter(move |(known, _)| *known == kind).map(|(_, word)| *word)
    }

    fn has(&self, kind: &str, word: &str) -> bool {
        self.clues(kind).any(|known| known == word)
    }

    fn begins(&self, kind: &str, path: &str) -> bool {
        self.clues(kind).any(|beginning| is_below(path, beginning))
    }

    fn is_called(&self, name: &str) -> bool {
        self.signing_names.contains(&name) || self.has("host", name)
    }

    /// How well it goes with a request that is signed for it: the more the better.
    fn likeness(&self, manner: Manner<'_>) -> u8 {
        let rest = self.protocols.iter().any(|protocol| protocol.starts_with("rest-"));
        match manner {
            Manner::Query(version) if self.has("version", version) => 2,
            Manner::Rest(path) if self.begins("path", path) => 2,
            Manner::Query(_) => u8::from(self.speaks("query")),
            Manner::Rest(_) => u8::from(rest),
            Manner::Named => u8::from(self.speaks("json")),
        }
    }
}

/// `/2013-04-01/hostedzone` and `/2013-04-01` are below `/2013-04-01/`.
fn is_below(path: &str, beginning: &str) -> bool {
    path.starts_with(beginning) || beginning.strip_suffix('/') == Some(path)
}

/// By the name before the operation in `X-Amz-Target` or in the path of a CBOR request.
pub(crate) fn by_target(prefix: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.has("target", prefix))
}

/// By what requests are signed for, or what the host's name begins with; of those that are called alike the one such a request suits best.
pub(crate) fn by_name(name: &str, manner: Manner<'_>) -> Option<&'static Service> {
    let named = SERVICES.iter().filter(|service| service.is_called(name)).rev();
    // The first of the best: of equal ones `max_by_key` takes the last.
    named.max_by_key(|service| (service.name() == name, service.has("host", name), service.likeness(manner)))
}

/// By the `Version` of a Query request, where all that have it are signed for alike.
pub(crate) fn by_version(version: &str) -> Option<&'static Service> {
    let mut found = SERVICES.iter().filter(|service| service.has("version", version));
    let first = found.next()?;
    found.all(|other| other.name() == first.name()).then_some(first)
}

/// By a path that only one service has, of a request that is not signed.
pub(crate) fn by_path(path: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.begins("unsigned", path))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_a_service() {
        let lines: Vec<_> =
            include_str!("absent_services.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 400 && SERVICES.len() == lines.len());
        for (service, line) in SERVICES.iter().zip(lines) {
            let words = service.signing_names.iter().chain(&service.protocols);
            assert!(words.clone().all(|word| !word.is_empty()), "{line}");
            assert!(!service.full_name.is_empty() && !service.protocols.is_empty(), "{line}");
            let kinds = ["target", "version", "host", "path", "unsigned"];
            assert!(
                service.clues.iter().all(|(kind, word)| kinds.contains(kind) && !word.is_empty()),
                "{line}"
            );
            for path in service.clues("path").chain(service.clues("unsigned")) {
                assert!(path.starts_with('/') && path.ends_with('/') && path.len() > 2, "{line}");
            }
            // It ends with the stop of the message.
            assert!(service.instead.is_none_or(|words| !words.ends_with('.') && words.len() > 10), "{line}");
            assert_eq!(service.instead.is_some(), line.contains("instead:"), "{line}");
        }
    }

    #[test]
    fn nothing_that_is_here_is_absent() {
        for here in shapes::services() {
            assert_eq!(by_target(here.target_prefix), None, "{}", here.name);
            assert_eq!(by_version(here.api_version), None, "{}", here.name);
        }
        // Who signs as one that is here is known by a target or a version of its own.
        let shared = SERVICES.iter().filter(|service| {
            shapes::services().iter().any(|here| service.signing_names.contains(&here.signing_name))
        });
        let shared: Vec<_> = shared.map(|service| service.full_name).collect();
        assert_eq!(shared, ["Amazon DynamoDB Streams", "Elastic Load Balancing (Classic Load Balancers)"]);
    }

    #[test]
    fn a_clue_that_stands_alone_is_one_services() {
        let mut seen = BTreeSet::new();
        for path in SERVICES.iter().flat_map(|service| service.clues("unsigned")) {
            assert!(seen.insert(path), "{path}");
        }
    }

    fn full_name(service: Option<&Service>) -> &'static str {
        service.unwrap().full_name
    }

    #[test]
    fn who_signs_alike_is_told_apart_by_version_path_and_manner() {
        let signed = |name, manner| full_name(by_name(name, manner));
        assert_eq!(signed("ses", Manner::Query("2010-12-01")), "Amazon Simple Email Service");
        assert_eq!(signed("ses", Manner::Rest("/v1/email/identities")), "Amazon Pinpoint Email Service");
        assert_eq!(signed("ses", Manner::Rest("/v2/email/identities")), "Amazon Simple Email Service");
        assert_eq!(signed("ses", Manner::Named), "MailManager");
        assert_eq!(signed("s3", Manner::Rest("/bucket/key")), "Amazon Simple Storage Service");
        assert_eq!(signed("s3", Manner::Rest("/v20180820/jobs")), "AWS S3 Control");
        assert_eq!(signed("s3express", Manner::Rest("/")), "Amazon Simple Storage Service");
        assert_eq!(signed("s3-outposts", Manner::Rest("/S3Outposts/x")), "Amazon S3 on Outposts");
        assert_eq!(signed("email", Manner::Rest("/v2/email/identities")), "Amazon Simple Email Service");
        assert_eq!(by_name("sorcery", Manner::Named), None);
    }

    #[test]
    fn versions_and_paths_of_one_service_name_it() {
        assert_eq!(full_name(by_version("2010-05-08")), "AWS Identity and Access Management");
        assert_eq!(full_name(by_version("2014-10-31")), "Amazon Relational Database Service");
        // Elastic Beanstalk's and SES's.
        assert_eq!(by_version("2010-12-01"), None);
        assert_eq!(full_name(by_path("/2015-03-31/functions/")), "AWS Lambda");
        assert_eq!(full_name(by_path("/2013-04-01")), "Amazon Route 53");
        for nobodys in ["/", "", "/2013-04-0", "/2013-04-011/hostedzone", "/bucket/2013-04-01/", "/clusters"]
        {
            assert_eq!(by_path(nobodys), None, "{nobodys}");
        }
    }
}
