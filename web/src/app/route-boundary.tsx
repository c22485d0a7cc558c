import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode } from "react";
import { useLocation } from "react-router";
import { Card } from "../components/card";
import { ErrorState } from "../components/states";

// One per route: a page that fails leaves the rest of the application usable.
export function RouteBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { reset } = useQueryErrorResetBoundary();
  return (
    <Catch key={pathname} onRetry={reset}>
      {children}
    </Catch>
  );
}

interface Props {
  onRetry: () => void;
  children: ReactNode;
}

class Catch extends Component<Props, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  retry = () => {
    this.props.onRetry();
    this.setState({ error: null });
  };

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="mx-auto w-full max-w-3xl p-4">
        <Card>
          <ErrorState error={this.state.error} onRetry={this.retry} />
        </Card>
      </div>
    );
  }
}
