import { query } from "../../api/client";

// How many issues stand in each tab; those for this person also stand in the menu.
export const countsQuery = () => query("/api/incidents/counts");
