//! What a path under `/v2/` means.
//!
//! Comes in: the path. Goes out: the repository name and what of it is meant. Never done here: percent-decoding (names need none).

use crate::catalog::Reference;
use crate::digest::Digest;

/// The place a request speaks of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// `/v2/`: is this a registry?
    Root,
    Blob {
        name: &'a str,
        digest: &'a str,
    },
    Uploads {
        name: &'a str,
    },
    Upload {
        name: &'a str,
        id: &'a str,
    },
    Manifest {
        name: &'a str,
        reference: &'a str,
    },
    Tags {
        name: &'a str,
    },
    Referrers {
        name: &'a str,
        digest: &'a str,
    },
}

impl<'a> Place<'a> {
    /// `None` when the path is none of the specification's.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix("/v2")?;
        if rest.is_empty() || rest == "/" {
            return Some(Self::Root);
        }
        let rest = rest.strip_prefix('/')?;
        if let Some(name) = rest.strip_suffix("/tags/list") {
            return Some(Self::Tags { name });
        }
        if let Some(name) = rest.strip_suffix("/blobs/uploads/").or(rest.strip_suffix("/blobs/uploads")) {
            return Some(Self::Uploads { name });
        }
        let (parent, last) = rest.rsplit_once('/')?;
        // The longest ending first: an upload's parent also ends in something that could be a blob's.
        if let Some(name) = parent.strip_suffix("/blobs/uploads") {
            return Some(Self::Upload { name, id: last });
        }
        let (name, kind) = parent.rsplit_once('/')?;
        match kind {
            "blobs" => Some(Self::Blob { name, digest: last }),
            "manifests" => Some(Self::Manifest { name, reference: last }),
            "referrers" => Some(Self::Referrers { name, digest: last }),
            _ => None,
        }
    }
}

/// Whether `name` is a repository name: lower-case components joined by `/`, 2 to 256 characters.
pub(crate) fn is_repository_name(name: &str) -> bool {
    (2..=256).contains(&name.len()) && name.split('/').all(is_component)
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn is_component(text: &str) -> bool {
    let alphanumeric = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let (Some(first), Some(last)) = (text.as_bytes().first(), text.as_bytes().last()) else { return false };
    let separators = text.split(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    alphanumeric(first) && alphanumeric(last) && separators.filter(|run| !run.is_empty()).all(is_separator)
}

fn is_separator(run: &str) -> bool {
    matches!(run, "." | "_" | "__") || run.bytes().all(|byte| byte == b'-')
}

/// Reads a tag or a digest; `None` when it is neither.
pub(crate) fn reference(text: &str) -> Option<Reference> {
    if text.contains(':') {
        return text.parse::<Digest>().ok().map(Reference::Digest);
    }
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let rest = |byte: u8| word(byte) || byte == b'.' || byte == b'-';
    let good = text.len() <= 128 && text.bytes().next().is_some_and(word) && text.bytes().all(rest);
    good.then(|| Reference::Tag(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found() {
        assert_eq!(Place::of("/v2/"), Some(Place::Root));
        assert_eq!(Place::of("/v2"), Some(Place::Root));
        assert_eq!(Place::of("/v2/a/b/tags/list"), Some(Place::Tags { name: "a/b" }));
        assert_eq!(Place::of("/v2/a/blobs/uploads/"), Some(Place::Uploads { name: "a" }));
        assert_eq!(Place::of("/v2/a/blobs/uploads/x"), Some(Place::Upload { name: "a", id: "x" }));
        assert_eq!(
            Place::of("/v2/a/b/blobs/sha256:1"),
            Some(Place::Blob { name: "a/b", digest: "sha256:1" })
        );
        assert_eq!(Place::of("/v2/a/manifests/v1"), Some(Place::Manifest { name: "a", reference: "v1" }));
        assert_eq!(
            Place::of("/v2/blobs/manifests/v1"),
            Some(Place::Manifest { name: "blobs", reference: "v1" })
        );
        for path in ["/v1/", "/v2x", "/v2/a", "/v2/a/b", "/v2/_catalog", "/v2/a/x/b"] {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }

    #[test]
    fn repository_names_follow_ecr() {
        for good in ["ab", "a/b", "team-1/my__app.x_y", "a--b"] {
            assert!(is_repository_name(good), "{good}");
        }
        for bad in
            ["", "a", "A/b", "a//b", "/ab", "ab/", "a..b", "a___b", "-ab", "a._b", "..", "a/../b", "é/é"]
        {
            assert!(!is_repository_name(bad), "{bad}");
        }
    }

    #[test]
    fn references_are_tags_or_digests() {
        assert_eq!(reference("v1.0-x_Y"), Some(Reference::Tag("v1.0-x_Y".into())));
        assert!(matches!(reference(Digest::of(b"").as_str()), Some(Reference::Digest(_))));
        for bad in ["", ".a", "-a", "a/b", "sha256:12", "a b", &"a".repeat(129)] {
            assert_eq!(reference(bad), None, "{bad}");
        }
    }
}
