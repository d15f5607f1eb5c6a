#include "declaration/fields/indentation_hint.hpp"

namespace mfp::declaration {

std::string indentation_hint(const Subject& subject) {
  if (!subject.name) return {};
  const bool is_port = subject.kind == "outport" || subject.kind == "inport";
  if (!is_port && subject.kind != "participant") return {};
  if (find_field(is_port ? Context::port : Context::participant, *subject.name) == nullptr) return {};
  return "; '" + std::string(*subject.name) + "' is a key of a" + (is_port ? "n " : " ") + std::string(subject.kind) +
         ": to belong to the one above, it needs more blanks before it";
}

}  // namespace mfp::declaration
