//! CreatePrivateDnsNamespace: a namespace whose names resolve in every task of the account and Region.

use ledger::Txn;
use model::cloud_map::NamespaceKind;
use shapes::Error;
use shapes::servicediscovery::{
    CreatePrivateDnsNamespace, CreatePrivateDnsNamespaceRequest, CreatePrivateDnsNamespaceResponse, errors,
};

use super::{namespaces, tags};
use crate::Caller;
use crate::table::Write;

impl Write for CreatePrivateDnsNamespace {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreatePrivateDnsNamespaceRequest,
    ) -> Result<CreatePrivateDnsNamespaceResponse, Error> {
        namespaces::check_dns_name(&input.name)?;
        if input.vpc.is_empty() {
            return Err(errors::invalid_input("Vpc must be given."));
        }
        let wanted = namespaces::Wanted {
            name: input.name,
            kind: NamespaceKind::DnsPrivate,
            description: input.description,
            vpc: Some(input.vpc),
            soa_ttl: input.properties.map(|properties| properties.dns_properties.soa.ttl),
            creator_request_id: input.creator_request_id,
            tags: tags::read(input.tags)?,
        };
        let operation_id = Some(namespaces::create(txn, caller, wanted)?);
        Ok(CreatePrivateDnsNamespaceResponse { operation_id })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::servicediscovery::{
        CreateHttpNamespace, CreateHttpNamespaceRequest, DeleteNamespace, DeleteNamespaceRequest,
        GetNamespace, GetNamespaceRequest, GetOperation, GetOperationRequest, ListNamespaces,
        ListNamespacesRequest, NamespaceFilter,
    };

    use super::*;
    use crate::servicediscovery::fixture::Desk;

    fn input(name: &str, token: &str) -> CreatePrivateDnsNamespaceRequest {
        CreatePrivateDnsNamespaceRequest {
            name: name.into(),
            vpc: "vpc-1".into(),
            creator_request_id: Some(token.into()),
            ..Default::default()
        }
    }

    #[test]
    fn the_operation_leads_to_the_namespace_and_a_repetition_to_the_operation() {
        let mut desk = Desk::new();
        let operation =
            desk.write::<CreatePrivateDnsNamespace>(input("shop.local", "a")).unwrap().operation_id;
        let ask = GetOperationRequest { operation_id: operation.clone().unwrap(), ..Default::default() };
        let done = desk.read::<GetOperation>(ask).unwrap().operation.unwrap();
        assert_eq!(
            (done.status.as_deref(), done.r#type.as_deref()),
            (Some("SUCCESS"), Some("CREATE_NAMESPACE"))
        );
        let id = done.targets.unwrap()["NAMESPACE"].clone();
        let shown =
            desk.read::<GetNamespace>(GetNamespaceRequest { id: id.clone() }).unwrap().namespace.unwrap();
        assert_eq!(shown.r#type.as_deref(), Some("DNS_PRIVATE"));
        assert!(shown.properties.unwrap().dns_properties.unwrap().hosted_zone_id.unwrap().starts_with('Z'));

        let again = desk.write::<CreatePrivateDnsNamespace>(input("shop.local", "a")).unwrap();
        assert_eq!(again.operation_id, operation);
        let other = desk.write::<CreatePrivateDnsNamespace>(input("SHOP.local", "b")).unwrap_err();
        assert_eq!(other.code, "NamespaceAlreadyExists");
        assert!(desk.write::<CreatePrivateDnsNamespace>(input("shop..local", "c")).is_err());
        desk.write::<DeleteNamespace>(DeleteNamespaceRequest { id: shown.arn.unwrap() }).unwrap();
        let gone = desk.read::<GetNamespace>(GetNamespaceRequest { id }).unwrap_err();
        assert_eq!(gone.code, "NamespaceNotFound");
    }

    #[test]
    fn lists_are_filtered_by_type_and_name() {
        let mut desk = Desk::new();
        for name in ["a.local", "b.local"] {
            desk.write::<CreatePrivateDnsNamespace>(input(name, name)).unwrap();
        }
        let http = CreateHttpNamespaceRequest { name: "a-http".into(), ..Default::default() };
        desk.write::<CreateHttpNamespace>(http).unwrap();
        let mut list = |name: &str, condition: Option<&str>, value: &str| {
            let filter = NamespaceFilter {
                name: name.into(),
                condition: condition.map(str::to_owned),
                values: vec![value.into()],
            };
            let input = ListNamespacesRequest { filters: Some(vec![filter]), ..Default::default() };
            desk.read::<ListNamespaces>(input).map(|output| output.namespaces.unwrap().len())
        };
        assert_eq!(list("TYPE", None, "DNS_PRIVATE").unwrap(), 2);
        assert_eq!(list("NAME", Some("BEGINS_WITH"), "a").unwrap(), 2);
        assert_eq!(list("NAME", Some("EQ"), "b.local").unwrap(), 1);
        assert!(list("TYPE", Some("BETWEEN"), "HTTP").is_err());
    }
}
