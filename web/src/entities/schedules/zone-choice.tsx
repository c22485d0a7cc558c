// A time zone by its name, among all that the server knows.
import { useQuery } from "@tanstack/react-query";
import { Choice } from "../../components/form/check";
import { zoneName } from "../../lib/format";
import { zonesQuery } from "./schedules.api";

interface Props {
  label: string;
  value: string;
  error?: string;
  onChange: (zone: string) => void;
}

export function ZoneChoice(props: Props) {
  const { data } = useQuery(zonesQuery());
  const here = zoneName(props.value);
  // One zone can have several names; the one in force stands for its likes.
  const others = (data?.results ?? []).filter((zone) => zoneName(zone) !== here);
  const zones = [props.value, ...others].sort((one, other) => zoneName(one).localeCompare(zoneName(other)));
  return <Choice {...props} options={zones.map((zone) => [zone, zoneName(zone)] as const)} />;
}
