"""The peer of `benchmarks/run push`: a push service as one would write it with FastAPI and SQLAlchemy.

It takes the same messages with the same answers (200, 400 for what is not valid, 500) and keeps of each
the row and five plain status updates, each in a transaction of its own. It claims nothing, resumes
nothing and stores no output of a stage.
"""

import base64
import json
import os
from typing import List, Optional
from uuid import UUID

from fastapi import FastAPI, Response
from pydantic import BaseModel, ValidationError, constr
from sqlalchemy import Column, DateTime, Integer, String, create_engine, func, text, update
from sqlalchemy.dialects.postgresql import UUID as UuidColumn
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import declarative_base, sessionmaker

STATUS_UPDATES = ["validating", "retrieving", "generating_script", "notifying", "completed"]

engine = create_engine(os.environ["DATABASE_URL"], pool_size=16, max_overflow=4, pool_pre_ping=False)
Session = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class ContentRequest(Base):
    __tablename__ = "content_requests"
    id = Column(UuidColumn(as_uuid=True), primary_key=True)
    student_id = Column(String, nullable=False)
    student_query = Column(String, nullable=False)
    grade_level = Column(Integer, nullable=False)
    status = Column(String, nullable=False)
    progress_percentage = Column(Integer, nullable=False, default=0)
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    completed_at = Column(DateTime(timezone=True))


class Message(BaseModel):
    request_id: UUID
    student_id: str
    student_query: constr(min_length=1, max_length=2000)
    grade_level: int
    correlation_id: Optional[str]
    interest: Optional[str]
    requested_modalities: Optional[List[str]]
    preferred_modality: Optional[str]


# Of several workers that start at once, one at a time looks for the table and makes it.
with engine.begin() as connection:
    connection.execute(text("select pg_advisory_xact_lock(1)"))
    Base.metadata.create_all(connection)


@app.get("/health")
def health():
    return {"status": "ok"}


def process(message: Message) -> None:
    with Session() as session:
        session.execute(
            insert(ContentRequest)
            .values(
                id=message.request_id,
                student_id=message.student_id,
                student_query=message.student_query,
                grade_level=message.grade_level,
                status="pending",
            )
            .on_conflict_do_nothing()
        )
        session.commit()
        for done, status in enumerate(STATUS_UPDATES, start=1):
            changes = {"status": status, "progress_percentage": 100 * done // len(STATUS_UPDATES)}
            if status == "completed":
                changes["completed_at"] = func.now()
            session.execute(
                update(ContentRequest)
                .where(ContentRequest.id == message.request_id)
                .values(**changes)
                .execution_options(synchronize_session=False)
            )
            session.commit()


@app.post("/push")
def push(envelope: dict):
    try:
        body = base64.b64decode(envelope["message"]["data"], validate=True)
        message = Message(**json.loads(body))
    except (KeyError, TypeError, ValueError, ValidationError):
        return Response(status_code=400)
    process(message)
    return {"status": "completed", "request_id": str(message.request_id)}
