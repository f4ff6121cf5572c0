//! CreateHttpNamespace: a namespace whose services are found by DiscoverInstances alone.

use ledger::Txn;
use model::cloud_map::NamespaceKind;
use shapes::Error;
use shapes::servicediscovery::{
    CreateHttpNamespace, CreateHttpNamespaceRequest, CreateHttpNamespaceResponse,
};

use super::{namespaces, tags};
use crate::Caller;
use crate::table::Write;

impl Write for CreateHttpNamespace {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateHttpNamespaceRequest,
    ) -> Result<CreateHttpNamespaceResponse, Error> {
        namespaces::check_http_name(&input.name)?;
        let wanted = namespaces::Wanted {
            name: input.name,
            kind: NamespaceKind::Http,
            description: input.description,
            vpc: None,
            soa_ttl: None,
            creator_request_id: input.creator_request_id,
            tags: tags::read(input.tags)?,
        };
        let operation_id = Some(namespaces::create(txn, caller, wanted)?);
        Ok(CreateHttpNamespaceResponse { operation_id })
    }
}
