//! The filled-in samples to be edited.

/// As YAML.
pub const YAML: [(&str, &[u8]); 2] = [
    ("plan.yaml", include_bytes!("../../templates/starter/plan.yaml")),
    ("monitoring.yaml", include_bytes!("../../templates/starter/monitoring.yaml")),
];

/// As workbooks.
pub const WORKBOOKS: [(&str, &[u8]); 2] = [
    ("plan.xlsx", include_bytes!("../../templates/starter/plan.xlsx")),
    ("monitoring.xlsx", include_bytes!("../../templates/starter/monitoring.xlsx")),
];
