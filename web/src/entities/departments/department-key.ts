// "Fees & Grants" → "fees-grants": how file rules name a department.
export const departmentKey = (name: string) =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
