// Leaves out of the bundle what libraries carry for uses that this application does not have, where their parts hang
// together by assignments, which keeps the bundler from finding them unused.
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

// Of Lucide: keys of an icon's shapes that are random, where their numbers do as well and pack better, and a statement
// without effect.
const icons = /lucide-react\/dist\/esm\/icons\/[^/]*\.mjs$/;
function leanIcon(code: string) {
  let number = 0;
  return code.replace(/key: "\w+"/g, () => `key: "${number++}"`).replace("__iconData.node;", "");
}

const leanRouter = (code: string) => code.replace(names, "").replace(made, "= /* @__PURE__ */ $1");

export function lean(): Plugin {
  return {
    name: "lean",
    apply: "build",
    transform: {
      filter: { id: [unused, icons, /react-router\/dist\/production\/[^/]*\.mjs$/] },
      handler: (code, id) => ({
        code: unused.test(id) ? nothing : icons.test(id) ? leanIcon(code) : leanRouter(code),
        map: null,
      }),
    },
  };
}
