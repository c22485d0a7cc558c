import { useEffect, useState } from "react";

// The value once it has rested for a while, for questions that are not asked at every key.
export function useLater<T>(value: T, milliseconds: number) {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}
