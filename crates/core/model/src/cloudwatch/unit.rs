//! Units of metric values, as CloudWatch's model lists them.

use serde::{Deserialize, Serialize};

use crate::ecs::words;

words! {
    /// What a value counts.
    Unit {
        /// Seconds.
        Seconds = "Seconds",
        /// Microseconds.
        Microseconds = "Microseconds",
        /// Milliseconds.
        Milliseconds = "Milliseconds",
        /// Bytes.
        Bytes = "Bytes",
        /// 10^3 bytes.
        Kilobytes = "Kilobytes",
        /// 10^6 bytes.
        Megabytes = "Megabytes",
        /// 10^9 bytes.
        Gigabytes = "Gigabytes",
        /// 10^12 bytes.
        Terabytes = "Terabytes",
        /// Bits.
        Bits = "Bits",
        /// 10^3 bits.
        Kilobits = "Kilobits",
        /// 10^6 bits.
        Megabits = "Megabits",
        /// 10^9 bits.
        Gigabits = "Gigabits",
        /// 10^12 bits.
        Terabits = "Terabits",
        /// Percent.
        Percent = "Percent",
        /// A number of things.
        Count = "Count",
        /// Bytes a second.
        BytesPerSecond = "Bytes/Second",
        /// 10^3 bytes a second.
        KilobytesPerSecond = "Kilobytes/Second",
        /// 10^6 bytes a second.
        MegabytesPerSecond = "Megabytes/Second",
        /// 10^9 bytes a second.
        GigabytesPerSecond = "Gigabytes/Second",
        /// 10^12 bytes a second.
        TerabytesPerSecond = "Terabytes/Second",
        /// Bits a second.
        BitsPerSecond = "Bits/Second",
        /// 10^3 bits a second.
        KilobitsPerSecond = "Kilobits/Second",
        /// 10^6 bits a second.
        MegabitsPerSecond = "Megabits/Second",
        /// 10^9 bits a second.
        GigabitsPerSecond = "Gigabits/Second",
        /// 10^12 bits a second.
        TerabitsPerSecond = "Terabits/Second",
        /// Things a second.
        CountPerSecond = "Count/Second",
        /// None given.
        None = "None",
    }
}
