"""The API of DeepL, versions 2 and 3, as its clients use it: thin, over the same services."""

from fastapi import APIRouter

from serve.routes.deepl import account, documents, glossaries2, glossaries3, memories, texts

router = APIRouter()
for _module in (texts, account, documents, glossaries2, glossaries3, memories):
    router.include_router(_module.router)
