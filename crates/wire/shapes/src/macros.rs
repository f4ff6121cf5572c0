//! The three declarations generated code is made of, kept here so that the generated text stays small.
//! In: names from the model. Out: types and their conversions. Never here: anything about one service.

/// A structure with the conversions its way needs: `input` is read, `output` is written, `both` is either.
///
/// What nobody converts is not compiled: half of it, and it is most of what this crate takes to build.
macro_rules! structure {
    (both $name:ident $members:tt) => {
        structure! { type $name $members }
        structure! { read $name $members }
        structure! { write $name $members }
    };
    (input $name:ident $members:tt) => {
        structure! { type $name $members }
        structure! { read $name $members }
    };
    (output $name:ident $members:tt) => {
        structure! { type $name $members }
        structure! { write $name $members }
    };
    (type $name:ident { $($field:ident $wire:literal $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name { $(#[cfg_attr(feature = "audit-members", deprecated)] pub $field: $type),* }
        impl $crate::convert::Item for $name {}
    };
    (read $name:ident { $($field:ident $wire:literal $type:ty),* $(,)? }) => {
        impl FromDocument for $name {
            #[allow(unused_mut, unused_variables, clippy::match_single_binding)]
            fn from_document(document: Document) -> Result<Self, Mismatch> {
                let Document::Map(entries) = document else {
                    return Err(Mismatch::new("structure", &document));
                };
                let mut out = Self::default();
                for (name, value) in entries {
                    match &*name {
                        $($wire => {
                            out.$field = FromDocument::from_document(value).map_err(|e| e.inside($wire))?;
                        })*
                        _ => {}
                    }
                }
                Ok(out)
            }
        }
    };
    (write $name:ident { $($field:ident $wire:literal $type:ty),* $(,)? }) => {
        impl IntoDocument for $name {
            #[allow(unused_mut)]
            fn into_document(self) -> Document {
                let mut entries = Vec::with_capacity(8);
                $(put(&mut entries, $wire, self.$field);)*
                Document::Map(entries)
            }
        }
    };
}

/// That a structure is a tag.
macro_rules! tag {
    ($name:ident) => {
        impl $crate::tag_shape::TagShape for $name {
            fn into_pair(self) -> (String, String) {
                use $crate::tag_shape::Text;
                (self.key.text(), self.value.text())
            }
            fn of_pair(key: String, value: String) -> Self {
                use $crate::tag_shape::Text;
                Self { key: Text::of(key), value: Text::of(value) }
            }
        }
    };
}

/// An operation's marker type.
macro_rules! operation {
    ($name:ident $input:ident $output:ident) => {
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl $crate::schema::Operation for $name {
            type Input = $input;
            type Output = $output;
            fn schema() -> &'static OperationSchema {
                &operations::$name
            }
        }
    };
}

/// Exceptions: a table entry and a constructor each.
macro_rules! exceptions {
    ($($function:ident $name:ident $code:literal $status:literal $fault:ident $($shape:ident)?;)*) => {
        /// One constructor per modelled exception; each takes the words for the user.
        #[allow(non_upper_case_globals)]
        pub mod errors {
            use $crate::{Error, ErrorSchema, Fault, macros};
            $(
                pub static $name: ErrorSchema = ErrorSchema {
                    name: stringify!($name),
                    code: $code,
                    status: $status,
                    fault: Fault::$fault,
                    shape: macros::shape_of!($($shape)?),
                };
                pub fn $function(message: impl Into<String>) -> Error {
                    Error::modelled(&$name, message)
                }
            )*
        }
    };
}

/// The shape of an exception that has one in the tables.
macro_rules! shape_of {
    () => {
        None
    };
    ($shape:ident) => {
        Some(&super::shapes::$shape)
    };
}

pub(crate) use {exceptions, operation, shape_of, structure, tag};
