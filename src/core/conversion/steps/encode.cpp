#include "core/conversion/steps/encode.hpp"

#include "core/conversion/steps/format.hpp"

namespace mfp::core {

EncodeStep::EncodeStep(Encoding encoding_of_results) : encoding_(encoding_of_results) {}

StepPtr EncodeStep::compile(StepCompilation& compilation) {
  const bool is_bare =
      compilation.direction == Direction::in || compilation.settings.find(FormatStep::format) != nullptr;
  Encoding chosen = is_bare ? Encoding::text : Encoding::json;
  if (const std::string* declared = compilation.settings.find(encoding)) {
    chosen = *declared == encodings[0] ? Encoding::json : Encoding::text;
    if (*declared != encodings[0] && *declared != encodings[1]) {
      compilation.refuse(encoding.name, "takes json or text");
    }
  }
  return std::make_unique<EncodeStep>(chosen);
}

Outcome EncodeStep::apply(StepContext& context) const {
  std::string& out = context.out();
  out.clear();
  if (encoding_ == Encoding::json) {
    append_json(context.value, out);
  } else {
    out += context.value.text;
  }
  return Outcome::converted;
}

}  // namespace mfp::core
