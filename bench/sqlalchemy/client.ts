/** SQLAlchemy: the article's three reads, which Python runs. What it is installed with is Python's affair, and no npm package. */
import { defineClient } from "ormeter";

export default defineClient({ name: "SQLAlchemy", packages: {}, runtime: "python" });
