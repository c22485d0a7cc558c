import { query } from "../../api/client";

// Due and late files that one may send.
export const expectedNow = () => query("/api/arrivals/expected");
