//! DeleteRepository: an empty repository, or with `force` one with its images. Layers are left to the registry's own tidying.

use ledger::Txn;
use model::ecr::{Image, Repository};
use model::{Key, Record};
use shapes::Error;
use shapes::ecr::{DeleteRepository, DeleteRepositoryRequest, DeleteRepositoryResponse, errors};

use super::{catalog, find, view};
use crate::Caller;
use crate::table::Write;

impl Write for DeleteRepository {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: DeleteRepositoryRequest,
    ) -> Result<DeleteRepositoryResponse, Error> {
        let name = &input.repository_name;
        let repository = find::repository(txn.world(), caller, input.registry_id.as_deref(), name)?;
        let images: Vec<Key> =
            catalog::images(txn.world(), &caller.scope, name).map(|image| image.key()).collect();
        if !images.is_empty() && input.force != Some(true) {
            let registry = &caller.scope.account;
            let text = format!(
                "The repository with name '{name}' in registry with id '{registry}' cannot be deleted because it still contains images"
            );
            return Err(errors::repository_not_empty_exception(text));
        }
        for image in images {
            txn.remove::<Image>(&image);
        }
        txn.remove::<Repository>(&repository.key());
        Ok(DeleteRepositoryResponse { repository: Some(view::repository(caller, &repository)) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;

    #[test]
    fn images_are_deleted_only_by_force() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        let input =
            |force| DeleteRepositoryRequest { repository_name: "web".into(), force, registry_id: None };
        let error = desk.write::<DeleteRepository>(input(None)).unwrap_err();
        assert_eq!(error.code, "RepositoryNotEmptyException");
        desk.write::<DeleteRepository>(input(Some(true))).unwrap();
        assert_eq!((desk.world().count::<Image>(), desk.world().count::<Repository>()), (0, 0));
        let error = desk.write::<DeleteRepository>(input(None)).unwrap_err();
        assert_eq!(error.code, "RepositoryNotFoundException");
    }
}
