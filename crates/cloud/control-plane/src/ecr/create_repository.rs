//! CreateRepository: an empty repository.

use ledger::Txn;
use model::ecr::{Mutability, Repository};
use shapes::Error;
use shapes::ecr::{CreateRepository, CreateRepositoryRequest, CreateRepositoryResponse, errors};

use super::find::{not_here, own_registry};
use super::{catalog, tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for CreateRepository {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateRepositoryRequest,
    ) -> Result<CreateRepositoryResponse, Error> {
        let name = input.repository_name;
        own_registry(caller, input.registry_id.as_deref(), &name)?;
        check_name(&name)?;
        if catalog::repository_exists(txn.world(), &caller.scope, &name) {
            let registry = &caller.scope.account;
            let text = format!(
                "The repository with name '{name}' already exists in the registry with id '{registry}'"
            );
            return Err(errors::repository_already_exists_exception(text));
        }
        let repository = Repository {
            scope: caller.scope.clone(),
            name,
            mutability: mutability(input.image_tag_mutability.as_deref())?,
            created_at: caller.now,
            tags: tags::RULES.read(input.tags, "")?,
            scan_on_push: input
                .image_scanning_configuration
                .is_some_and(|asked| asked.scan_on_push == Some(true)),
        };
        let shown = view::repository(caller, &repository);
        txn.put(repository);
        Ok(CreateRepositoryResponse { repository: Some(shown) })
    }
}

/// Mutable unless told otherwise.
pub(crate) fn mutability(word: Option<&str>) -> Result<Mutability, Error> {
    match word {
        None | Some("" | "MUTABLE") => Ok(Mutability::Mutable),
        Some("IMMUTABLE") => Ok(Mutability::Immutable),
        Some(other) => Err(not_here(&format!("imageTagMutability {other}"))),
    }
}

/// 2 to 256 characters: words of lower-case letters and digits, joined by one of `. _ __ -` or `/`.
fn check_name(name: &str) -> Result<(), Error> {
    match (2..=256).contains(&name.len()) && name.split('/').all(is_part) {
        true => Ok(()),
        false => {
            let rule = "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'";
            let text =
                format!("Invalid parameter at 'repositoryName' failed to satisfy constraint: '{rule}'");
            Err(errors::invalid_parameter_exception(text))
        }
    }
}

fn is_part(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let separators: Vec<&str> = part.split(plain).filter(|text| !text.is_empty()).collect();
    let joined =
        separators.iter().all(|text| [".", "_", "__"].contains(text) || text.chars().all(|c| c == '-'));
    part.starts_with(plain) && part.ends_with(plain) && joined
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::Desk;

    fn input(name: &str) -> CreateRepositoryRequest {
        CreateRepositoryRequest { repository_name: name.into(), ..Default::default() }
    }

    #[test]
    fn a_repository_shows_where_to_push() {
        let made = Desk::new().write::<CreateRepository>(input("team/web")).unwrap().repository.unwrap();
        assert_eq!(made.repository_uri.as_deref(), Some("localhost:4566/team/web"));
        assert_eq!(
            made.repository_arn.as_deref(),
            Some("arn:aws:ecr:us-west-2:000000000000:repository/team/web")
        );
        assert_eq!(made.image_tag_mutability.as_deref(), Some("MUTABLE"));
    }

    #[test]
    fn a_second_one_is_refused() {
        let mut desk = Desk::new();
        desk.write::<CreateRepository>(input("web")).unwrap();
        let error = desk.write::<CreateRepository>(input("web")).unwrap_err();
        assert_eq!(
            error.message,
            "The repository with name 'web' already exists in the registry with id '000000000000'"
        );
    }

    #[test]
    fn names_are_checked() {
        for good in ["web", "a.b", "a__b", "a---b", "a/b-c/d_e", "2048"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "Web", "a..b", "a_.b", "-ab", "ab-", "a//b", "a@b", "a___b", "/ab"] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }
}
