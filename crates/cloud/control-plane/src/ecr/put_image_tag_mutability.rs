//! PutImageTagMutability: whether tags of a repository can move from now on.

use ledger::Txn;
use shapes::Error;
use shapes::ecr::{PutImageTagMutability, PutImageTagMutabilityRequest, PutImageTagMutabilityResponse};

use super::create_repository::mutability;
use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for PutImageTagMutability {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutImageTagMutabilityRequest,
    ) -> Result<PutImageTagMutabilityResponse, Error> {
        let registry = input.registry_id.as_deref();
        let found = find::repository(txn.world(), caller, registry, &input.repository_name)?;
        let mut repository = (*found).clone();
        repository.mutability = mutability(Some(&input.image_tag_mutability))?;
        let answer = PutImageTagMutabilityResponse {
            image_tag_mutability: Some(repository.mutability.as_str().to_owned()),
            image_tag_mutability_exclusion_filters: None,
            registry_id: Some(repository.scope.account.to_string()),
            repository_name: Some(repository.name.clone()),
        };
        txn.put(repository);
        Ok(answer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;

    #[test]
    fn tags_stop_moving() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        let input = |word: &str| PutImageTagMutabilityRequest {
            repository_name: "web".into(),
            image_tag_mutability: word.into(),
            ..Default::default()
        };
        desk.write::<PutImageTagMutability>(input("IMMUTABLE")).unwrap();
        assert!(desk.push("web", &manifest_text("2"), "a").is_err());
        assert!(desk.write::<PutImageTagMutability>(input("IMMUTABLE_WITH_EXCLUSION")).is_err());
    }
}
