//! What a container uses, read at one moment. In: counters of the kernel. Out: plain numbers. Never here: how they are shown.

/// One reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// 64 hexadecimal digits.
    pub runtime_id: String,
    /// CPU time.
    pub cpu: CpuUsage,
    /// Memory; absent where nothing measures it.
    pub memory: Option<MemoryUsage>,
    /// Processes and threads now, and how many there may be.
    pub processes: Option<(u64, Option<u64>)>,
    /// The task's network interface.
    pub network: Option<NetworkUsage>,
}

/// CPU time since the container's program was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpuUsage {
    /// Nanoseconds; absent where nothing measures it.
    pub total: Option<u64>,
    /// Nanoseconds of each CPU, where they are counted apart.
    pub per_cpu: Vec<u64>,
    /// Nanoseconds in the kernel.
    pub in_kernel: u64,
    /// Nanoseconds in programs.
    pub in_programs: u64,
    /// Nanoseconds that all CPUs of the machine have seen, idle ones included.
    pub machine: u64,
    /// CPUs of the machine.
    pub online: u32,
    /// Periods, those in which it had used up its quota, and nanoseconds it waited for the next.
    pub throttled: (u64, u64, u64),
}

/// Memory in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryUsage {
    /// Now.
    pub now: u64,
    /// The most so far; absent where it is not kept.
    pub most: Option<u64>,
    /// The limit in force: the container's, or what the machine has.
    pub limit: u64,
    /// The kernel's own counters by name.
    pub details: Vec<(String, u64)>,
}

/// What came in and went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkUsage {
    /// Bytes, packets, errors and dropped packets received.
    pub received: [u64; 4],
    /// The same sent.
    pub sent: [u64; 4],
}
