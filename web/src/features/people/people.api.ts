import { list, type Query, type Schema } from "../../api/client";

export type Person = Schema<"User">;

export const peopleList = (filters: Query<"/api/users">) => list("/api/users", filters);
