// Leaves out of the bundle what libraries carry for uses that this application does not have. Both are libraries whose
// parts hang together by assignments, which keeps the bundler from finding them unused.
import type { Plugin } from "vite";

// Of Axios: the fetch adapter (requests go by XMLHttpRequest), and turning objects into forms and back (bodies are JSON
// or files, queries are URLSearchParams). Each is replaced as Axios itself replaces its parts for Node.
const unused =
  /axios\/lib\/(adapters\/fetch|cancel\/CancelToken|helpers\/(toFormData|toURLEncodedForm|formDataToJSON|AxiosURLSearchParams|HttpStatusCode))\.js$/;
const nothing =
  "export const getFetch = () => null; export default () => { throw new Error('not in this bundle'); };";

// Of React Router: names for its developer tools, which alone keep the parts of its framework mode.
const names = /^\w+\.displayName = "[^"]*";$/gm;
const made = /= (React\d*\.(?:forwardRef|createContext|memo)\()/g;

export function lean(): Plugin {
  return {
    name: "lean",
    apply: "build",
    transform: {
      filter: { id: [unused, /react-router\/dist\/production\/[^/]*\.mjs$/] },
      handler: (code, id) =>
        unused.test(id)
          ? { code: nothing, map: null }
          : { code: code.replace(names, "").replace(made, "= /* @__PURE__ */ $1"), map: null },
    },
  };
}
