/** The packages of a workspace, for whoever stands in its root. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import type { Manifest } from "./folder.js";

/** Folders below its root that have packages, with `/`; none where `folder` is no workspace's root. */
export function workspacePackages(folder: string, manifest: Manifest): string[] {
  const globs = [...ofManifest(manifest), ...ofPnpm(folder)].map((glob) => glob.replace(/^\.\/|\/$/g, ""));
  const wanted = globs.filter((glob) => !glob.startsWith("!"));
  if (wanted.length === 0) return [];
  const isOut = picomatch(globs.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1)));
  const isIn = picomatch(wanted);
  return foldersBelow(folder).filter(
    (path) => isIn(path) && !isOut(path) && existsSync(join(folder, path, "package.json")),
  );
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

/** npm and yarn: a list, or a list in an object. */
const ofManifest = ({ workspaces }: Manifest): string[] =>
  texts(
    typeof workspaces === "object" && workspaces !== null && "packages" in workspaces
      ? workspaces.packages
      : workspaces,
  );

/** The one list of pnpm-workspace.yaml that matters, a line an entry. */
function ofPnpm(folder: string): string[] {
  const file = join(folder, "pnpm-workspace.yaml");
  if (!existsSync(file)) return [];
  const [, list = ""] = /^packages:[^\n]*\n((?:\s*(?:-|#)[^\n]*\n?|\s*\n)*)/m.exec(readFileSync(file, "utf8")) ?? [];
  return [...list.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm)].map(([, glob = ""]) => glob);
}

const deepest = 4;

function foldersBelow(root: string, below = "", depth = 1): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:node_modules|\..*)$/.test(entry.name))
    .flatMap(({ name }) => {
      const path = below === "" ? name : `${below}/${name}`;
      return [path, ...(depth < deepest ? foldersBelow(root, path, depth + 1) : [])];
    })
    .sort();
}
