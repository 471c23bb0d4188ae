"""The swimlane view: a level of a document with a band for each role, or for each department."""
