//! Which web pages may use the endpoint. In: hosts that were said, and variables by name. Out: typed settings. Never here: reading the
//! environment.

/// Which web pages may use the endpoint, and by which names. The variables are LocalStack's and mean what its documentation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Browsers {
    /// `--allow-host`: `NAME`, or `*.NAME` for all names below it.
    pub(crate) hosts: Vec<String>,
    /// `LOCALSTACK_HOST`: a name with or without a port; it stands for the names below it, too.
    pub(crate) own_host: Option<String>,
    /// `EXTRA_CORS_ALLOWED_ORIGINS`: like `http://localhost:3000`; `*` is every page.
    pub(crate) origins: Vec<String>,
    /// `EXTRA_CORS_ALLOWED_HEADERS`: what allowed pages may send beside what SDKs send; `*` is everything.
    pub(crate) allow_headers: Vec<String>,
    /// `EXTRA_CORS_EXPOSE_HEADERS`: what allowed pages may read beside what SDKs read.
    pub(crate) expose_headers: Vec<String>,
    /// Whether pages are told apart at all; not with `DISABLE_CORS_CHECKS=1`.
    pub(crate) checks: bool,
    /// Whether answers tell browsers what is allowed; not with `DISABLE_CORS_HEADERS=1`.
    pub(crate) cors_headers: bool,
}

impl Browsers {
    /// With these hosts, and what `variable` says of the others.
    pub(super) fn read(hosts: &[String], variable: impl Fn(&str) -> Option<String>) -> Browsers {
        let list = |name: &str| {
            let text = variable(name).unwrap_or_default();
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let on = |name: &str| variable(name).is_some_and(|value| is_on(&value));
        Browsers {
            hosts: hosts.iter().filter(|name| !name.is_empty()).cloned().collect(),
            own_host: list("LOCALSTACK_HOST").pop(),
            origins: list("EXTRA_CORS_ALLOWED_ORIGINS"),
            allow_headers: list("EXTRA_CORS_ALLOWED_HEADERS"),
            expose_headers: list("EXTRA_CORS_EXPOSE_HEADERS"),
            checks: !on("DISABLE_CORS_CHECKS"),
            cors_headers: !on("DISABLE_CORS_HEADERS"),
        }
    }
}

/// Whether a switch is on.
pub(super) fn is_on(value: &str) -> bool {
    value == "1" || value.eq_ignore_ascii_case("true")
}

#[cfg(test)]
impl Browsers {
    /// What nothing was said of, but for these variables.
    pub(crate) fn example(variables: &[(&str, &str)]) -> Browsers {
        let of = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Browsers::read(&[], of)
    }
}
